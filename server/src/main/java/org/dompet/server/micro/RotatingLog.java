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
import java.time.Clock;
import org.dompet.logging.LogSettings;
import org.jspecify.annotations.Nullable;

/**
 * A log file of bounded size and age: at either limit it becomes {@code .1}, and so on. It takes
 * whatever the process prints, so that nothing that any library says is lost or spoils the
 * terminal.
 *
 * <p>Ages are periods since 1970: with a limit of a day, a file holds lines of one day, by UTC.
 */
public final class RotatingLog extends OutputStream {

  private final Path file;
  private final LogSettings settings;
  private final Clock clock;
  private final @Nullable OutputStream console;
  private OutputStream out;
  private long size;
  private long period;
  private boolean lineEnded = true;

  /**
   * A log that goes on where the file ends.
   *
   * @param console gets all of it too, if the settings say so
   */
  public RotatingLog(Path file, LogSettings settings, Clock clock, OutputStream console)
      throws IOException {
    this.file = file;
    this.settings = settings;
    this.clock = clock;
    this.console = settings.console() ? console : null;
    boolean begun = Files.exists(file) && Files.size(file) > 0;
    this.period = periodOf(begun ? Files.getLastModifiedTime(file).toMillis() : clock.millis());
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
    if (length == 0) {
      return;
    }
    if (lineEnded) {
      rotateIfOld();
    }
    if (console != null) {
      console.write(bytes, offset, length);
    }
    out.write(bytes, offset, length);
    size += length;
    lineEnded = bytes[offset + length - 1] == '\n';
    if (lineEnded && size >= settings.mostBytes()) {
      rotate();
    }
  }

  @Override
  public synchronized void flush() throws IOException {
    out.flush();
    if (console != null) {
      console.flush();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    out.close();
  }

  private long periodOf(long millis) {
    return Math.floorDiv(millis, settings.longest().toMillis());
  }

  /** Before the first line of a period. */
  private void rotateIfOld() throws IOException {
    long now = periodOf(clock.millis());
    if (now != period) {
      period = now;
      if (size > 0) {
        rotate();
      }
    }
  }

  private void rotate() throws IOException {
    out.close();
    for (int number = settings.files(); number > 0; number--) {
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
