package org.dompet.job;

import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run as it stands.
 *
 * @param startedBy the user or operator who asked for it; null by timer
 * @param windowFrom of what it looks at, if it looks at a period of time
 * @param node which has it or had it last
 * @param attempt 1, and one more each time that it was continued
 * @param startedAt when it was taken first
 * @param checked things looked at: accounts, orders, holds, entries
 * @param rowsRead rows read for it, as far as they are counted
 * @param error why it failed, in one line
 * @param worked how long it has been worked on, in all attempts
 */
public record JobRun(
    UUID id,
    Job job,
    Trigger trigger,
    @Nullable String startedBy,
    SortedMap<String, String> parameters,
    @Nullable Instant windowFrom,
    @Nullable Instant windowTo,
    State state,
    boolean stopRequested,
    @Nullable String node,
    @Nullable Instant heartbeatAt,
    int attempt,
    Instant requestedAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    long checked,
    long rowsRead,
    long findings,
    @Nullable String error,
    Duration worked) {

  /** Where it stands. */
  public enum State {
    /** Asked for: the next node that looks takes it. */
    REQUESTED,
    /** A node works on it. */
    RUNNING,
    COMPLETED,
    /** It may be asked for again, and goes on where it was. */
    FAILED,
    /** Somebody stopped it. It may be asked for again, and goes on where it was. */
    STOPPED;

    public boolean isOpen() {
      return this == REQUESTED || this == RUNNING;
    }
  }

  /** What asked for it. */
  public enum Trigger {
    TIMER,
    /** Somebody at the command. */
    OPERATOR,
    /** Somebody over HTTP. */
    API
  }

  /** Rows read in a second of work, rounded down; 0 for less than a millisecond of it. */
  public long rowsPerSecond() {
    long millis = worked.toMillis();
    return millis == 0 ? 0 : rowsRead * 1_000 / millis;
  }
}
