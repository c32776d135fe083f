package org.dompet.server.micro;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A log file of bounded size: at its limit it becomes {@code .1}, and so on. It takes whatever the
 * process prints, so that nothing that any library says is lost or spoils the terminal.
 */
public final class RotatingLog extends OutputStream {

  private final Path file;
  private final long limit;
  private final int kept;
  private OutputStream out;
  private long size;

  /**
   * @param limit bytes after which the file is rotated, at the next line
   * @param kept rotated files kept beside the current one
   */
  public RotatingLog(Path file, long limit, int kept) throws IOException {
    this.file = file;
    this.limit = limit;
    this.kept = kept;
    this.out = open();
    this.size = Files.size(file);
  }

  /** Sends what the process prints from now on into this log. */
  public void takeOver() {
    PrintStream stream = new PrintStream(this, true, StandardCharsets.UTF_8);
    System.setOut(stream);
    System.setErr(stream);
  }

  @Override
  public synchronized void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    size += length;
    if (size >= limit && length > 0 && bytes[offset + length - 1] == '\n') {
      rotate();
    }
  }

  @Override
  public synchronized void flush() throws IOException {
    out.flush();
  }

  @Override
  public synchronized void close() throws IOException {
    out.close();
  }

  private void rotate() throws IOException {
    out.close();
    for (int number = kept; number > 0; number--) {
      Path from = number == 1 ? file : numbered(number - 1);
      if (Files.exists(from)) {
        Files.move(from, numbered(number), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    out = open();
    size = 0;
  }

  private Path numbered(int number) {
    return file.resolveSibling(file.getFileName() + "." + number);
  }

  private OutputStream open() throws IOException {
    return new BufferedOutputStream(new FileOutputStream(file.toFile(), true));
  }
}
