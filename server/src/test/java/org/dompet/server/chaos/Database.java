package org.dompet.server.chaos;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.dompet.testing.Books;

/** The database, seen by somebody who may look at everything and stand in everybody's way. */
final class Database {
  /** What {@link #whileNobodyCanCommit} holds. */
  private static final long COMMITS = 8_052;

  private final DataSource source;

  Database(DataSource source) {
    this.source = source;
    // Runs when a transaction that has changed an event commits, before anything is durable.
    execute(
        """
        create function wait_to_commit() returns trigger language plpgsql as $$
        begin
          perform pg_advisory_xact_lock(%d);
          return null;
        end $$;
        create constraint trigger wait_to_commit after update on webhook_event
          deferrable initially deferred for each row execute function wait_to_commit()"""
            .formatted(COMMITS));
  }

  /** What is done while others wait. */
  interface Step {
    void run() throws Exception;
  }

  /** Does something while a transaction holds the locks of a statement. */
  void whileHolding(Step step, String sql, Object... parameters) throws Exception {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement statement = prepare(connection, sql, parameters)) {
        statement.execute();
        step.run();
      } finally {
        connection.rollback();
      }
    }
  }

  /** Does something while nobody who has changed an event can commit. */
  void whileNobodyCanCommit(Step step) throws Exception {
    whileHolding(step, "select pg_advisory_xact_lock(?)", COMMITS);
  }

  /** Waits until the server stands before a lock, with a statement like this one. */
  void awaitBlocked(String statement) {
    Eventually.holds(
        () ->
            number(
                    """
                    select count(*) from pg_stat_activity
                     where usename = 'dompet_app' and wait_event_type = 'Lock' and query ilike ?""",
                    statement)
                > 0,
        () -> "Nothing waits for a lock with " + statement + ", but there is " + activity());
  }

  private String activity() {
    return text(
        """
        select coalesce(string_agg(concat_ws(' ', state, wait_event_type, query), '; '), 'nobody')
          from pg_stat_activity where usename = 'dompet_app' and state <> 'idle'""");
  }

  /** What a process that has died had begun is undone. */
  void awaitEndOfSessions() {
    endSessions();
    Eventually.holds(
        () -> number("select count(*) from pg_stat_activity where usename = 'dompet_app'") == 0,
        () -> "The server has gone, its sessions go on");
  }

  /** Ends the server's connections, and says how many they were. */
  long endSessions() {
    return number(
        """
        select count(pg_terminate_backend(pid)) from pg_stat_activity
         where usename = 'dompet_app'""");
  }

  /** As if what waits had waited for longer than any message takes. */
  void letTimePass() {
    execute(
        """
        update webhook_event set next_attempt_at = next_attempt_at - interval '1 minute'
         where state in ('RECEIVED', 'RETRYING')""");
  }

  /** Everything that was received has been dealt with. */
  void awaitEmptyInbox() {
    Eventually.holds(
        () -> waiting() == 0,
        () ->
            waiting()
                + " events wait, the last of which failed with "
                + text(
                    """
                    select coalesce(max(last_error), 'nothing') from webhook_event
                     where state in ('RECEIVED', 'RETRYING')"""));
  }

  void proveBooks() {
    Books.prove(source);
  }

  void execute(String sql) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new AssertionError(failed);
    }
  }

  long number(String sql, Object... parameters) {
    return Long.parseLong(text(sql, parameters));
  }

  String text(String sql, Object... parameters) {
    try (Connection connection = source.getConnection();
        PreparedStatement statement = prepare(connection, sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      if (!rows.next()) {
        throw new AssertionError("No row: " + sql);
      }
      return rows.getString(1);
    } catch (SQLException failed) {
      throw new AssertionError(failed);
    }
  }

  private long waiting() {
    return number("select count(*) from webhook_event where state in ('RECEIVED', 'RETRYING')");
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }
}
