package org.dompet.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a walk along the admin access log has shown.
 *
 * @param lines how many were walked
 * @param head of the last line, {@code number:hash}; null if there is none
 * @param faults the first that was touched comes first; at most {@value #MOST_FAULTS}
 * @param faultCount how many there are
 */
public record AccessReport(
    long lines, @Nullable String head, List<AccessFault> faults, long faultCount) {

  /** So many faults are kept; the others are counted. */
  public static final int MOST_FAULTS = 1_000;

  public AccessReport {
    faults = List.copyOf(faults);
  }

  public boolean intact() {
    return faultCount == 0;
  }
}
