package org.dompet.statement;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;

/** An uploaded file on the disk, for as long as it is looked at. */
final class StatementFile implements AutoCloseable {
  private final Path path;
  private final byte[] sha256;

  private StatementFile(Path path, byte[] sha256) {
    this.path = path;
    this.sha256 = sha256;
  }

  /**
   * Takes in what is uploaded.
   *
   * @param most bytes
   * @throws Refusal if it is longer
   * @throws IOException if the caller hangs up, or the disk is full
   */
  static StatementFile of(InputStream upload, int most) throws IOException {
    MessageDigest digest = sha256();
    Path path = Files.createTempFile("dompet-statement-", ".csv");
    boolean complete = false;
    try (OutputStream copy = new DigestOutputStream(Files.newOutputStream(path), digest)) {
      byte[] buffer = new byte[8192];
      long left = most;
      for (int read = upload.read(buffer); read >= 0; read = upload.read(buffer)) {
        left -= read;
        if (left < 0) {
          throw Refusal.of(Kind.INVALID_REQUEST, "The statement has more than " + most + " bytes");
        }
        copy.write(buffer, 0, read);
      }
      complete = true;
    } finally {
      if (!complete) {
        Files.deleteIfExists(path);
      }
    }
    return new StatementFile(path, digest.digest());
  }

  /** Its fingerprint: the same file again has the same. */
  byte[] fingerprint() {
    return sha256.clone();
  }

  /** Its characters; what is not UTF-8 is an error, and is not replaced in silence. */
  Reader open() throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            Files.newInputStream(path),
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)));
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
