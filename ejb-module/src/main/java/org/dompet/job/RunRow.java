package org.dompet.job;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code job_run} and {@code job_run_part} as records. */
final class RunRow {
  static final String COLUMNS =
      """
      id, job, trigger, started_by, window_from, window_to, state, stop_requested, node,
      heartbeat_at, attempt, requested_at, started_at, resumed_at, ended_at, checked, rows_read,
      findings, error, worked_ms,
      array(select key from jsonb_each_text(parameters) order by key) as parameter_names,
      array(select value from jsonb_each_text(parameters) order by key) as parameter_values""";

  static final String SELECT = "select " + COLUMNS + " from job_run";

  static final String PARTS =
      """
      select part, work, lower, upper, position, done
        from job_run_part where run_id = ? order by part""";

  private RunRow() {}

  /**
   * Reads the row that the result is at.
   *
   * @param now until when a run that is under way has worked
   */
  static JobRun read(ResultSet row, Instant now) throws SQLException {
    JobRun.State state = JobRun.State.valueOf(row.getString("state"));
    @Nullable Instant resumedAt = SqlWork.moment(row, "resumed_at");
    @Nullable Instant endedAt = SqlWork.moment(row, "ended_at");
    Duration worked = Duration.ofMillis(row.getLong("worked_ms"));
    if (resumedAt != null && state == JobRun.State.RUNNING) {
      Duration attempt = Duration.between(resumedAt, now);
      worked = worked.plus(attempt.isNegative() ? Duration.ZERO : attempt);
    }
    return new JobRun(
        row.getObject("id", UUID.class),
        Job.ofCode(row.getString("job")),
        JobRun.Trigger.valueOf(row.getString("trigger")),
        row.getString("started_by"),
        parameters(row),
        SqlWork.moment(row, "window_from"),
        SqlWork.moment(row, "window_to"),
        state,
        row.getBoolean("stop_requested"),
        row.getString("node"),
        SqlWork.moment(row, "heartbeat_at"),
        row.getInt("attempt"),
        Objects.requireNonNull(SqlWork.moment(row, "requested_at")),
        SqlWork.moment(row, "started_at"),
        endedAt,
        row.getLong("checked"),
        row.getLong("rows_read"),
        row.getLong("findings"),
        row.getString("error"),
        worked);
  }

  /** Reads the parts of a run, in their order. */
  static List<RunPart> parts(PreparedStatement statement, UUID run) throws SQLException {
    statement.setObject(1, run);
    List<RunPart> parts = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        parts.add(
            new RunPart(
                row.getInt("part"),
                row.getString("work"),
                row.getObject("lower", UUID.class),
                row.getObject("upper", UUID.class),
                row.getString("position"),
                row.getBoolean("done")));
      }
    }
    return parts;
  }

  private static SortedMap<String, String> parameters(ResultSet row) throws SQLException {
    String[] names = texts(row.getArray("parameter_names"));
    String[] values = texts(row.getArray("parameter_values"));
    SortedMap<String, String> parameters = new TreeMap<>();
    for (int i = 0; i < names.length; i++) {
      parameters.put(names[i], values[i]);
    }
    return Collections.unmodifiableSortedMap(parameters);
  }

  private static String[] texts(Array array) throws SQLException {
    return (String[]) array.getArray();
  }
}
