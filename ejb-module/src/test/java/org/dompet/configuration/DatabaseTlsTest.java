package org.dompet.configuration;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.Map;
import org.dompet.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** What a URL says about encryption holds, on a real server with and without a certificate. */
class DatabaseTlsTest {
  private static final String PASSWORD = "only-for-tests";

  @TempDir private Path directory;

  @Test
  void honoursWhatTheUrlSaysAboutEncryption() throws Exception {
    Path certificate = makeCertificate("server");
    Path stranger = makeCertificate("stranger");
    try (TestDatabase encrypted =
        TestDatabase.start(
            Map.of(
                "ssl", "on",
                "ssl_cert_file", certificate.toString(),
                "ssl_key_file", directory.resolve("server.key").toString()))) {
      assertThat(isEncrypted(encrypted, "sslmode=require")).isTrue();
      assertThat(isEncrypted(encrypted, "sslmode=verify-full&sslrootcert=" + certificate)).isTrue();
      assertThat(isEncrypted(encrypted, "sslmode=disable")).isFalse();
      assertThatThrownBy(
              () -> isEncrypted(encrypted, "sslmode=verify-full&sslrootcert=" + stranger))
          .isInstanceOf(SQLException.class);
    }
    assertThatThrownBy(() -> isEncrypted(TestDatabase.shared(), "sslmode=require"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("SSL");
  }

  private static boolean isEncrypted(TestDatabase database, String parameters) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(database.url() + "?" + parameters);
    source.setUser(TestDatabase.APPLICATION);
    source.setPassword(TestDatabase.PASSWORD);
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select ssl from pg_stat_ssl where pid = pg_backend_pid()")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  /** A certificate for localhost, signed by itself, with its key beside it. */
  private Path makeCertificate(String name)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = directory.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "RSA",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    Path key = directory.resolve(name + ".key");
    Files.writeString(
        key, pem("PRIVATE KEY", keys.getKey(name, PASSWORD.toCharArray()).getEncoded()));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    return Files.writeString(
        directory.resolve(name + ".crt"),
        pem("CERTIFICATE", keys.getCertificate(name).getEncoded()));
  }

  private static String pem(String kind, byte[] content) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(
            kind,
            new String(Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(content), US_ASCII));
  }
}
