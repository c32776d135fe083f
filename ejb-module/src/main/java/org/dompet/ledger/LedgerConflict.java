package org.dompet.ledger;

import java.sql.SQLException;
import java.util.Set;

/**
 * The database could not do it now, and the same attempt may succeed in a moment: a lock that was
 * not released in time, a deadlock, a serialization failure, a key that somebody else just
 * inserted, or a connection that was lost. Nothing was booked, or it was and the key will show it.
 */
public final class LedgerConflict extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** PostgreSQL, Appendix A: lock_not_available, unique_violation, admin and crash shutdowns. */
  private static final Set<String> PASSING = Set.of("55P03", "23505", "57P01", "57P02", "57P03");

  private LedgerConflict(SQLException cause) {
    super(cause.getMessage(), cause);
  }

  /** A conflict if trying again makes sense, else a failure that only a person can mend. */
  static RuntimeException orFailure(SQLException cause) {
    return isPassing(cause)
        ? new LedgerConflict(cause)
        : new IllegalStateException("The database refused: " + cause.getMessage(), cause);
  }

  /** True of a failure somewhere below which a passing state of the database lies. */
  static boolean isBehind(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause() == at ? null : at.getCause()) {
      if (at instanceof LedgerConflict || (at instanceof SQLException sql && isPassing(sql))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPassing(SQLException failure) {
    String state = failure.getSQLState();
    // No state: the pool has no connection to give.
    return state == null
        || state.startsWith("08")
        || state.startsWith("40")
        || state.startsWith("53")
        || PASSING.contains(state);
  }
}
