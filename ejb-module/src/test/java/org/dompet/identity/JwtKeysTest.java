package org.dompet.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import org.dompet.testing.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JwtKeysTest {
  private static final Profile USER =
      new Profile(
          UUID.fromString("01a1fd25-7b58-7000-8f3a-0c6d1f0a2b11"),
          7L,
          "nok",
          null,
          "Nok",
          "th",
          Set.of(Role.USER));

  private static final UUID SESSION = UUID.randomUUID();

  @TempDir Path directory;

  private final SettableClock clock = new SettableClock(Instant.parse("2030-01-01T00:00:00Z"));

  @AfterEach
  void forgetTheKeys() {
    System.clearProperty("dompet.jwt.keys");
  }

  @Test
  void signTokensThatThePublishedKeysVerify() throws Exception {
    AccessTokens tokens = tokens(write("a.pem", pair("RSA", 2048)));
    String token = tokens.issue(USER, SESSION);
    assertThat(isVerified(token, tokens.jwks())).isTrue();
    JsonObject claims = json(part(token, 1));
    assertThat(claims.getString("sub")).isEqualTo(USER.id().toString());
    assertThat(claims.getString("iss")).isEqualTo("dompet");
    assertThat(claims.getString("aud")).isEqualTo("dompet-api");
    assertThat(claims.getString("sid")).isEqualTo(SESSION.toString());
    assertThat(claims.getJsonArray("groups").getString(0)).isEqualTo("USER");
    assertThat(claims.getInt("exp") - claims.getInt("iat")).isEqualTo(900);
    assertThat(claims.getString("jti"))
        .isNotEqualTo(json(part(tokens.issue(USER, SESSION), 1)).getString("jti"));
  }

  @Test
  void areReplacedWithoutAnybodyBeingSignedOut() throws Exception {
    Path old = write("old.pem", pair("RSA", 2048));
    String before = tokens(old).issue(USER, SESSION);
    AccessTokens rotated = tokens(write("new.pem", pair("RSA", 3072)), old);
    String after = rotated.issue(USER, SESSION);
    assertThat(isVerified(before, rotated.jwks())).isTrue();
    assertThat(isVerified(after, rotated.jwks())).isTrue();
    assertThat(json(part(after, 0)).getString("kid"))
        .isNotEqualTo(json(part(before, 0)).getString("kid"));
    assertThat(isVerified(after, tokens(old).jwks())).isFalse();
  }

  @Test
  void showNothingSecret() throws Exception {
    JsonObject jwks = json(tokens(write("a.pem", pair("RSA", 2048))).jwks());
    assertThat(jwks.getJsonArray("keys").getJsonObject(0).keySet())
        .containsExactlyInAnyOrder("kty", "use", "alg", "kid", "n", "e");
  }

  @Test
  void nameTheSettingWhenOneCannotBeUsed() throws Exception {
    Path garbage = Files.writeString(directory.resolve("garbage.pem"), "not a key");
    for (Path bad :
        new Path[] {
          directory.resolve("missing.pem"),
          garbage,
          write("weak.pem", pair("RSA", 1024)),
          write("ec.pem", pair("EC", 256))
        }) {
      assertThatThrownBy(() -> tokens(bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("dompet.jwt.keys")
          .hasMessageContaining(bad.getFileName().toString());
    }
    System.clearProperty("dompet.jwt.keys");
    assertThatThrownBy(() -> new AccessTokens(clock)).hasMessageContaining("dompet.jwt.keys");
  }

  private AccessTokens tokens(Path... files) {
    StringBuilder names = new StringBuilder();
    for (Path file : files) {
      names.append(names.length() > 0 ? ", " : "").append(file);
    }
    System.setProperty("dompet.jwt.keys", names.toString());
    return new AccessTokens(clock);
  }

  private Path write(String name, KeyPair pair) throws IOException {
    return Files.writeString(
        directory.resolve(name),
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n");
  }

  private static KeyPair pair(String algorithm, int bits) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  private static boolean isVerified(String token, String jwks) throws GeneralSecurityException {
    String kid = json(part(token, 0)).getString("kid");
    for (JsonObject key : json(jwks).getJsonArray("keys").getValuesAs(JsonObject.class)) {
      if (key.getString("kid").equals(kid)) {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(
            KeyFactory.getInstance("RSA")
                .generatePublic(
                    new RSAPublicKeySpec(number(key.getString("n")), number(key.getString("e")))));
        int end = token.lastIndexOf('.');
        signature.update(token.substring(0, end).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(token.substring(end + 1)));
      }
    }
    return false;
  }

  private static BigInteger number(String base64) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(base64));
  }

  private static String part(String token, int index) {
    String part = token.split("\\.", -1)[index];
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }

  private static JsonObject json(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }
}
