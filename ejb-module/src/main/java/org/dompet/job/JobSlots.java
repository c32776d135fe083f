package org.dompet.job;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Whose turn it is. Time is cut into slots as long as a job's period; a job's slot is taken once,
 * by whichever node asks first. A node that dies with a slot leaves the next one to the others.
 */
@ApplicationScoped
public class JobSlots {
  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected JobSlots() {}

  @Inject
  @SuppressWarnings("NullAway.Init") // the data source is the container's
  JobSlots(Clock clock) {
    this.clock = clock;
  }

  /** Slots outside a container. */
  JobSlots(DataSource dataSource, Clock clock) {
    this.dataSource = dataSource;
    this.clock = clock;
  }

  /** Jobs whose slot nobody has taken, that are not paused and have no open run. */
  public List<Job> due(JobSettings settings) {
    Instant now = clock.instant();
    return SqlWork.run(
        dataSource,
        """
        select d.job
          from unnest(?::text[], ?::timestamptz[]) as d (job, slot)
         where not exists (select from job_slot s where s.job = d.job and s.slot >= d.slot)
           and not exists (select from job_control c where c.job = d.job and c.paused)
           and not exists (select from job_run r
                            where r.job = d.job and r.state in ('REQUESTED', 'RUNNING'))""",
        statement -> {
          Job[] jobs = Job.values();
          Object[] codes = new Object[jobs.length];
          Object[] slots = new Object[jobs.length];
          for (int i = 0; i < jobs.length; i++) {
            codes[i] = jobs[i].code();
            slots[i] = slot(now, settings.of(jobs[i]).every()).toString();
          }
          statement.setArray(1, statement.getConnection().createArrayOf("text", codes));
          statement.setArray(2, statement.getConnection().createArrayOf("timestamptz", slots));
          List<Job> due = new ArrayList<>();
          try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              due.add(Job.ofCode(row.getString(1)));
            }
          }
          return due;
        });
  }

  /**
   * Takes the slot that the present moment is in.
   *
   * @param name a job's code, or another name like one
   * @param period how often it is due; whole seconds
   * @return false if it was taken before, here or on another node
   * @throws IllegalStateException if the database can't be asked
   */
  public boolean take(String name, Duration period) {
    Instant slot = slot(clock.instant(), period);
    return SqlWork.run(
        dataSource,
        """
        insert into job_slot (job, slot) values (?, ?)
        on conflict (job) do update set slot = excluded.slot
         where job_slot.slot < excluded.slot""",
        statement -> {
          statement.setString(1, name);
          statement.setObject(2, slot.atOffset(ZoneOffset.UTC));
          return statement.executeUpdate() == 1;
        });
  }

  private static Instant slot(Instant now, Duration period) {
    long seconds = period.toSeconds();
    return Instant.ofEpochSecond(now.getEpochSecond() / seconds * seconds);
  }
}
