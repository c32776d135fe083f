package org.dompet.seal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a walk along the seals has shown.
 *
 * @param seals how many were walked
 * @param entries how many entries those hold
 * @param waiting entries that wait for the next seal
 * @param head the last seal; null if nothing is sealed yet
 * @param faults in the order of the seals, and within one in that of the entries: the first that
 *     was touched comes first; at most {@value #MOST_FAULTS}
 * @param faultCount how many there are
 */
public record SealReport(
    long seals,
    long entries,
    long waiting,
    @Nullable Seal head,
    List<SealFault> faults,
    long faultCount) {

  /** So many faults are kept; the others are counted. */
  public static final int MOST_FAULTS = 1_000;

  public SealReport {
    faults = List.copyOf(faults);
  }

  public boolean intact() {
    return faultCount == 0;
  }
}
