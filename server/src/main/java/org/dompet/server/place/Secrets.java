package org.dompet.server.place;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Secrets in files that only their owner may read; each is made once and kept. */
public final class Secrets {

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path directory;

  public Secrets(Path directory) {
    this.directory = directory;
  }

  /** A random password of 32 letters and digits (190 bits). */
  public String password(String name) {
    return keep(name, () -> text(32));
  }

  /** A token in the form of Telegram's: digits, a colon, 35 characters. */
  public String botToken(String name) {
    return keep(name, () -> (1_000_000_000L + RANDOM.nextInt(1_000_000_000)) + ":" + text(35));
  }

  public Optional<String> find(String name) {
    Path file = file(name);
    try {
      return Files.exists(file)
          ? Optional.of(Files.readString(file, US_ASCII).strip())
          : Optional.empty();
    } catch (IOException e) {
      throw new CannotRun(
          ExitCode.MACHINE, "cannot read the secret " + file + " (" + Reason.of(e) + ").", e);
    }
  }

  /** When it was made, by its file. */
  public Optional<Instant> madeAt(String name) {
    try {
      return Files.exists(file(name))
          ? Optional.of(Files.getLastModifiedTime(file(name)).toInstant())
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts a new password in the place of one that was made here. */
  public void replace(String name) {
    writeNew(file(name));
  }

  /** Writes a random password of 32 letters and digits into a file of one's choice. */
  public static void writeNew(Path file) {
    write(file, text(32) + "\n");
  }

  public Path file(String name) {
    return directory.resolve(name);
  }

  private String keep(String name, Supplier<String> fresh) {
    Optional<String> kept = find(name);
    if (kept.isPresent()) {
      return kept.get();
    }
    String secret = fresh.get();
    write(file(name), secret + "\n");
    return secret;
  }

  /** Writes a file that is never seen half written and never readable by others. */
  static void write(Path file, String content) {
    try {
      Path draft =
          Files.createTempFile(
              file.getParent(),
              ".draft",
              "",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(draft, content, US_ASCII);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }
}
