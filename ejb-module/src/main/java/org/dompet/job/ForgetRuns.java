package org.dompet.job;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Forgets runs that ended long ago and found nothing. The database says what may go. */
@ApplicationScoped
public class ForgetRuns {
  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  private JobSettings settings;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected ForgetRuns() {}

  @Inject
  @SuppressWarnings("NullAway.Init") // the data source is the container's
  ForgetRuns(JobSettings settings) {
    this.settings = settings;
  }

  /** Outside a container. */
  ForgetRuns(DataSource dataSource, JobSettings settings) {
    this.dataSource = dataSource;
    this.settings = settings;
  }

  /**
   * Forgets some.
   *
   * @param most of a kind, in one transaction
   * @return how many records went; 0: none is left that may
   */
  public int forget(int most) {
    return SqlWork.run(
        dataSource,
        "select forget_runs(?, ?)",
        statement -> {
          statement.setInt(1, Math.toIntExact(settings.history().toDays()));
          statement.setInt(2, most);
          try (ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
              throw new SQLException("A function without an answer");
            }
            return row.getInt(1);
          }
        });
  }
}
