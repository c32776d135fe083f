package org.dompet.audit;

import java.time.Instant;

/**
 * A line of the admin access log.
 *
 * @param number 1, 2, 3 … without a gap
 * @param previousHash that of the line before, in hexadecimal digits; zeros in the first
 * @param hash over everything else in the line
 * @param at when it was written, by the clock of the database
 */
public record AccessLine(long number, String previousHash, String hash, Instant at, Access access) {

  /** What to note elsewhere: {@code number:hash}. */
  public String head() {
    return number + ":" + hash;
  }
}
