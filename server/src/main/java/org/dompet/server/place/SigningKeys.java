package org.dompet.server.place;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The RSA keys that sign access tokens: PKCS#8 PEM files named by the time they were made. The
 * newest signs and all verify, so a key is rotated by adding a file.
 */
public final class SigningKeys {

  private static final int BITS = 2048;
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'jwt-'yyyyMMdd'T'HHmmss'Z.pem'").withZone(ZoneOffset.UTC);

  private final Path directory;
  private final Clock clock;

  public SigningKeys(Path directory, Clock clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /** All keys, the newest first; makes the first one if there is none. */
  public List<Path> newestFirst() {
    List<Path> keys = list();
    if (!keys.isEmpty()) {
      return keys;
    }
    add();
    return list();
  }

  /** Makes one more, which signs from the next start on; the older ones go on verifying. */
  public Path add() {
    Path file = directory.resolve(NAME.format(clock.instant()));
    write(file);
    return file;
  }

  /** Makes one in a file of one's choice. */
  public static void write(Path file) {
    Secrets.write(file, pem());
  }

  /** When the key was made that signs: its name says so, or else its file. */
  public Instant newestMadeAt() {
    Path newest = newestFirst().get(0);
    try {
      return NAME.parse(newest.getFileName().toString(), Instant::from);
    } catch (DateTimeException named) {
      try {
        return Files.getLastModifiedTime(newest).toInstant();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The value of the setting {@code dompet.jwt.keys}. */
  public String asSetting() {
    return newestFirst().stream().map(Path::toString).collect(Collectors.joining(","));
  }

  private List<Path> list() {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".pem"))
          .sorted(Comparator.comparing((Path file) -> file.getFileName().toString()).reversed())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String pem() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
      String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
      return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has RSA", e);
    }
  }
}
