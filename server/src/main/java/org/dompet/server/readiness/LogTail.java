package org.dompet.server.readiness;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The newest megabytes of a log; its first line may be half a one. */
final class LogTail {
  private static final int MOST_BYTES = 8 << 20;

  private LogTail() {}

  static String of(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      bytes.seek(Math.max(0, bytes.length() - MOST_BYTES));
      byte[] end = new byte[(int) Math.min(MOST_BYTES, bytes.length())];
      int read = bytes.read(end);
      return new String(end, 0, Math.max(0, read), StandardCharsets.ISO_8859_1);
    }
  }
}
