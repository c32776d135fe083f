package org.dompet.server.place;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One instance for one {@code var/}. The kernel frees the lock when the process ends, however it
 * ends. The process id is in a file of its own: closing a second handle on the locked file would
 * free the lock.
 */
public final class InstanceLock implements AutoCloseable {

  private final FileChannel channel;
  private final Path pidFile;

  private InstanceLock(FileChannel channel, Path pidFile) {
    this.channel = channel;
    this.pidFile = pidFile;
  }

  /**
   * Takes the lock at once or not at all.
   *
   * @throws CannotRun when another process holds it
   */
  public static InstanceLock acquire(VarDirectory var) {
    Path pidFile = var.run().resolve("dompet.pid");
    try {
      FileChannel channel =
          FileChannel.open(
              var.run().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        String pid = Files.exists(pidFile) ? Files.readString(pidFile).strip() : "unknown";
        throw new CannotRun(
            ExitCode.MACHINE,
            "another instance (process " + pid + ") already runs on " + var + ".");
      }
      Files.writeString(pidFile, ProcessHandle.current().pid() + "\n");
      return new InstanceLock(channel, pidFile);
    } catch (IOException e) {
      throw new CannotRun(
          ExitCode.MACHINE, "cannot lock " + var.run() + " (" + Reason.of(e) + ").", e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(pidFile);
    channel.close();
  }
}
