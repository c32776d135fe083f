package org.dompet.server;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.dompet.audit.Access;
import org.dompet.audit.AccessLog;
import org.dompet.audit.Caller;
import org.dompet.time.UuidV7;

/** Who types the command, as the audit log has it: {@code operator:<login>}. */
record Operator(String name) {

  private static final int LONGEST = 100;

  static Operator ofThisProcess() {
    String login = System.getProperty("user.name", "unknown").replaceAll("\\p{Cntrl}", "?");
    return new Operator(
        "operator:" + (login.length() <= LONGEST ? login : login.substring(0, LONGEST)));
  }

  /** Notes what was done, in the transaction that does it. */
  void did(DataSource transaction, Clock clock, String action, String target) {
    did(transaction, clock, action, target, "");
  }

  /**
   * Notes what was done and why: in the audit log, and in the admin access log as its last step.
   *
   * @param reason a few words; empty: none
   */
  void did(DataSource transaction, Clock clock, String action, String target, String reason) {
    UUID id = UuidV7.next(clock);
    try (Connection connection = transaction.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                insert into audit_record (id, at, action, outcome, actor, target, reason, address)
                values (?, ?, ?, 'DONE', ?, ?, nullif(?, ''), 'system:command')\
                """)) {
      statement.setObject(1, id);
      statement.setObject(2, clock.instant().atOffset(ZoneOffset.UTC));
      statement.setString(3, action);
      statement.setString(4, name);
      statement.setString(5, target);
      statement.setString(6, reason);
      statement.executeUpdate();
    } catch (SQLException failed) {
      throw new IllegalStateException(failed.getMessage(), failed);
    }
    new AccessLog(transaction)
        .add(
            new Access(
                name,
                List.of(),
                action,
                target,
                new TreeMap<>(reason.isEmpty() ? Map.of() : Map.of("reason", reason)),
                new Caller("system:command", null, null),
                Access.Outcome.DONE,
                null));
  }
}
