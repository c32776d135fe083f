package org.dompet.server.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The directory of an instance and what is kept in it. */
class VarDirectoryTest {

  @TempDir private Path temporary;
  private VarDirectory var;

  @BeforeEach
  void prepare() {
    var = VarDirectory.at(temporary.resolve("var")).prepare();
  }

  @Test
  void letsNobodyElseIn() throws IOException {
    assertThat(permissions(var.root())).isEqualTo("rwx------");
    assertThat(permissions(var.secrets())).isEqualTo("rwx------");
  }

  @Test
  void refusesAPlaceThatCannotBeADirectory() throws IOException {
    Path file = Files.createFile(temporary.resolve("file"));

    assertThatThrownBy(() -> VarDirectory.at(file.resolve("var")).prepare())
        .isInstanceOf(CannotRun.class)
        .hasMessageContaining("cannot write to " + file.resolve("var"));
  }

  @Test
  void keepsASecretOnceMade() throws IOException {
    String first = new Secrets(var.secrets()).password("database");

    assertThat(new Secrets(var.secrets()).password("database")).isEqualTo(first).hasSize(32);
    assertThat(permissions(var.secrets().resolve("database"))).isEqualTo("rw-------");
  }

  @Test
  void makesBotTokensInTelegramsForm() {
    assertThat(new Secrets(var.secrets()).botToken("bot")).matches("\\d{10}:[A-Za-z0-9]{35}");
  }

  @Test
  void makesOneSigningKeyAndKeepsIt() throws Exception {
    SigningKeys keys = keysAt("2026-01-02T03:04:05Z");

    assertThat(keys.newestFirst())
        .containsExactly(var.keys().resolve("jwt-20260102T030405Z.pem"))
        .isEqualTo(keysAt("2027-01-01T00:00:00Z").newestFirst());
    assertThat(privateKey(keys.newestFirst().get(0)).getModulus().bitLength()).isEqualTo(2048);
    assertThat(permissions(keys.newestFirst().get(0))).isEqualTo("rw-------");
  }

  @Test
  void signsWithTheNewestKey() throws IOException {
    Files.createFile(var.keys().resolve("jwt-20260101T000000Z.pem"));
    Files.createFile(var.keys().resolve("jwt-20270101T000000Z.pem"));

    assertThat(keysAt("2028-01-01T00:00:00Z").asSetting())
        .isEqualTo(
            var.keys().resolve("jwt-20270101T000000Z.pem")
                + ","
                + var.keys().resolve("jwt-20260101T000000Z.pem"));
  }

  @Test
  void admitsOneInstance() throws IOException {
    try (InstanceLock lock = InstanceLock.acquire(var)) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> InstanceLock.acquire(var))
          .isInstanceOf(CannotRun.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid());
    }
    InstanceLock.acquire(var).close();
  }

  @Test
  void remembersItsState() {
    RunState.of(var).keep(RunState.PROFILE, "demo");
    RunState.of(var).keep(RunState.POSTGRES_PORT, "5432");

    assertThat(RunState.of(var).find(RunState.PROFILE)).contains("demo");
    assertThat(RunState.of(var).find(RunState.URL)).isEmpty();
  }

  private SigningKeys keysAt(String time) {
    return new SigningKeys(var.keys(), Clock.fixed(Instant.parse(time), ZoneOffset.UTC));
  }

  private static RSAPrivateKey privateKey(Path file) throws Exception {
    String body = Files.readString(file).replaceAll("-----[A-Z ]+-----|\\s", "");
    return (RSAPrivateKey)
        KeyFactory.getInstance("RSA")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
