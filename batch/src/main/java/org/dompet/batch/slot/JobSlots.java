package org.dompet.batch.slot;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/**
 * Whose turn it is. Time is cut into slots as long as a job's period; a job's slot is taken once,
 * by whichever node asks first. A node that dies with a slot leaves the next one to the others.
 */
@ApplicationScoped
public class JobSlots {
  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  @SuppressWarnings("NullAway.Init") // for the container
  protected JobSlots() {}

  /** Slots outside a container. */
  JobSlots(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * Takes the slot that a moment is in.
   *
   * @param period how often the job runs; whole seconds
   * @return false if it was taken before, here or on another node
   * @throws IllegalStateException if the database can't be asked
   */
  public boolean take(String job, Instant now, Duration period) {
    long seconds = period.toSeconds();
    Instant slot = Instant.ofEpochSecond(now.getEpochSecond() / seconds * seconds);
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                insert into job_slot (job, slot) values (?, ?)
                on conflict (job) do update set slot = excluded.slot
                 where job_slot.slot < excluded.slot""")) {
      statement.setString(1, job);
      statement.setObject(2, slot.atOffset(ZoneOffset.UTC));
      return statement.executeUpdate() == 1;
    } catch (SQLException failed) {
      throw new IllegalStateException("The slot of " + job + " can't be taken", failed);
    }
  }
}
