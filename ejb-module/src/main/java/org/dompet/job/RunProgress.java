package org.dompet.job;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * How far a run is. Called in the transaction that did the work, so that both are committed or
 * neither: whoever goes on with the run finds exactly what is left.
 *
 * <p>Each call locks the run's row until the transaction ends, and fails if the run is no longer
 * this node's: call it last, with isolation READ COMMITTED.
 */
@ApplicationScoped
@Transactional
public class RunProgress {
  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  private NodeName node;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected RunProgress() {}

  @Inject
  @SuppressWarnings("NullAway.Init") // the data source is the container's
  RunProgress(NodeName node) {
    this.node = node;
  }

  /** Progress outside a container; whoever makes it sees to the transactions. */
  public RunProgress(DataSource dataSource, NodeName node) {
    this.dataSource = dataSource;
    this.node = node;
  }

  /**
   * A period of time that a run looks at.
   *
   * @param to excluded
   */
  public record Window(Instant from, Instant to) {}

  /**
   * Adds to what a run has done. A sign of life as well.
   *
   * @param checked things looked at, 0 or more
   * @param rowsRead rows read for it, 0 or more
   * @param findings new ones, 0 or more
   * @throws IllegalStateException if the run is not this node's any more
   */
  public void add(UUID run, long checked, long rowsRead, int findings) {
    int added =
        run(
            """
            update job_run
               set checked = checked + ?, rows_read = rows_read + ?, findings = findings + ?,
                   heartbeat_at = clock_timestamp()
             where id = ? and state = 'RUNNING' and node = ?""",
            statement -> {
              statement.setLong(1, checked);
              statement.setLong(2, rowsRead);
              statement.setInt(3, findings);
              statement.setObject(4, run);
              statement.setString(5, node.text());
              return statement.executeUpdate();
            });
    if (added == 0) {
      throw isLost(run);
    }
  }

  /**
   * The parts of a run, and where each is. The first attempt stores what is planned; later ones
   * find it.
   *
   * @param first plans; asked once in the life of a run
   * @throws IllegalStateException if the run is not this node's any more
   */
  public List<RunPart> plan(UUID run, Supplier<List<RunPart>> first) {
    List<RunPart> stored = parts(run);
    if (stored.isEmpty()) {
      List<RunPart> planned = first.get();
      lock(run);
      store(run, planned);
      stored = parts(run);
    }
    return stored;
  }

  /**
   * Notes where a part is.
   *
   * @param position the last that is done, in the job's own terms
   * @param done nothing of it is left
   * @throws IllegalStateException if the run is not this node's any more, or has no such part
   */
  public void advance(UUID run, int part, String position, boolean done) {
    lock(run);
    int advanced =
        run(
            "update job_run_part set position = ?, done = ? where run_id = ? and part = ?",
            statement -> {
              statement.setString(1, position);
              statement.setBoolean(2, done);
              statement.setObject(3, run);
              statement.setInt(4, part);
              return statement.executeUpdate();
            });
    if (advanced == 0) {
      throw new IllegalStateException("Run " + run + " has no part " + part);
    }
  }

  /**
   * The period that a run looks at: the first attempt's, also when a later one asks.
   *
   * @throws IllegalStateException if the run is not this node's any more
   */
  public Window window(UUID run, Window first) {
    return run(
            """
            update job_run
               set window_from = coalesce(window_from, ?), window_to = coalesce(window_to, ?)
             where id = ? and state = 'RUNNING' and node = ?
            returning window_from, window_to""",
            statement -> {
              statement.setObject(1, first.from().atOffset(ZoneOffset.UTC));
              statement.setObject(2, first.to().atOffset(ZoneOffset.UTC));
              statement.setObject(3, run);
              statement.setString(4, node.text());
              return window(statement);
            })
        .orElseThrow(() -> isLost(run));
  }

  /** So that nobody can take the run away before what this transaction writes is committed. */
  private void lock(UUID run) {
    boolean own =
        run(
            """
            select 1 from job_run where id = ? and state = 'RUNNING' and node = ?
               for no key update""",
            statement -> {
              statement.setObject(1, run);
              statement.setString(2, node.text());
              try (ResultSet row = statement.executeQuery()) {
                return row.next();
              }
            });
    if (!own) {
      throw isLost(run);
    }
  }

  private List<RunPart> parts(UUID run) {
    return run(RunRow.PARTS, statement -> RunRow.parts(statement, run));
  }

  private void store(UUID run, List<RunPart> parts) {
    run(
        """
        insert into job_run_part (run_id, part, work, lower, upper, position, done)
        values (?, ?, ?, ?, ?, ?, ?)""",
        statement -> {
          for (RunPart part : parts) {
            statement.setObject(1, run);
            statement.setInt(2, part.part());
            statement.setString(3, part.work());
            statement.setObject(4, part.lower());
            statement.setObject(5, part.upper());
            statement.setString(6, part.position());
            statement.setBoolean(7, part.done());
            statement.addBatch();
          }
          return statement.executeBatch().length;
        });
  }

  private static Optional<Window> window(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      return row.next()
          ? Optional.of(
              new Window(
                  Objects.requireNonNull(SqlWork.moment(row, "window_from")),
                  Objects.requireNonNull(SqlWork.moment(row, "window_to"))))
          : Optional.empty();
    }
  }

  private static IllegalStateException isLost(UUID run) {
    return new IllegalStateException("Run " + run + " is not this node's any more");
  }

  private <T> T run(String sql, SqlWork<T> work) {
    return SqlWork.run(dataSource, sql, work);
  }
}
