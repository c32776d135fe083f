package org.dompet.server.readiness;

import java.io.File;
import java.nio.file.Path;
import org.dompet.readiness.Check;
import org.dompet.readiness.Verdict;

/** The disk will not be full tomorrow. */
final class DiskHasRoom implements Check {
  private static final long LEAST = 256L << 20;
  private static final long COMFORT = 1L << 30;
  private static final int LEAST_PERCENT = 3;
  private static final int COMFORT_PERCENT = 10;

  private final Space space;

  /** Bytes of a disk. */
  record Space(long free, long total) {
    static Space of(Path directory) {
      File file = directory.toFile();
      return new Space(file.getUsableSpace(), file.getTotalSpace());
    }
  }

  DiskHasRoom(Space space) {
    this.space = space;
  }

  @Override
  public String name() {
    return "disk-space";
  }

  @Override
  public String proves() {
    return "The disk of the instance has a tenth and a gibibyte free.";
  }

  @Override
  public Verdict look() {
    long free = space.free();
    long percent = space.total() == 0 ? 0 : free * 100 / space.total();
    String evidence = (free >> 20) + " MiB free, " + percent + " %";
    if (free < LEAST || percent < LEAST_PERCENT) {
      return Verdict.fail(evidence);
    }
    return free < COMFORT || percent < COMFORT_PERCENT
        ? Verdict.warn(evidence)
        : Verdict.pass(evidence);
  }
}
