package org.dompet.bench.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/**
 * What the disk takes for a flushed write with nobody else at work: no commit is faster, and in the
 * disk's own pauses, where others use it too, nobody commits.
 */
final class Disk {
  private static final int PAGE = 8 << 10;
  private static final int PAGES = 2 << 10;
  private static final Duration GAP = Duration.ofMillis(3);

  private Disk() {}

  /** Writes and flushes a page every few milliseconds, over and over in one file of 16 MB. */
  static Load.Result flushes(Duration time) throws IOException {
    Path file = Files.createTempFile("dompet-bench", ".disk");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int page = 0; page < PAGES; page++) {
        write(channel, page);
      }
      channel.force(true);
      LongStream.Builder micros = LongStream.builder();
      long start = System.nanoTime();
      int flushed = 0;
      while (System.nanoTime() - start < time.toNanos()) {
        write(channel, flushed % PAGES);
        long before = System.nanoTime();
        channel.force(false);
        micros.add((System.nanoTime() - before) / 1_000);
        flushed++;
        LockSupport.parkNanos(GAP.toNanos());
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Load.Result(flushed, 0, seconds, micros.build().sorted().toArray());
    } finally {
      Files.delete(file);
    }
  }

  private static void write(FileChannel channel, int page) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(PAGE);
    while (bytes.hasRemaining()) {
      channel.write(bytes, (long) page * PAGE + bytes.position());
    }
  }
}
