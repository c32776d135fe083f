package org.dompet.readiness;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;
import org.dompet.time.UuidV7;
import org.jspecify.annotations.Nullable;

/** What people noted about backups, in {@code maintenance}. Notes are only added. */
public final class Maintenance {
  private final DataSource dataSource;
  private final Clock clock;

  /** Notes in a database, with or without a transaction around them. */
  public Maintenance(DataSource dataSource, Clock clock) {
    this.dataSource = dataSource;
    this.clock = clock;
  }

  /** What was done. */
  public enum Kind {
    BACKUP,
    RESTORE_TEST
  }

  /** The newest of its kind. */
  public record Note(Instant at, String evidence, String notedBy) {}

  /**
   * Notes what was done.
   *
   * @param at when; not after now
   * @param evidence where it can be seen; 1 to 500 characters, no secrets
   * @param notedBy who says so; 1 to 200 characters
   * @throws IllegalStateException if the database refuses it
   */
  public void note(Kind kind, Instant at, String evidence, String notedBy) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                insert into maintenance (id, kind, at, evidence, noted_by, noted_at)
                values (?, ?, ?, ?, ?, ?)""")) {
      statement.setObject(1, UuidV7.next(clock));
      statement.setString(2, kind.name());
      statement.setObject(3, at.atOffset(ZoneOffset.UTC));
      statement.setString(4, evidence);
      statement.setString(5, notedBy);
      statement.setObject(6, clock.instant().atOffset(ZoneOffset.UTC));
      statement.executeUpdate();
    } catch (SQLException failed) {
      throw new IllegalStateException(failed.getMessage(), failed);
    }
  }

  /** The last time that it was done, as far as somebody noted it. */
  public Optional<Note> last(Kind kind) {
    return Question.ask(
        dataSource,
        """
        select m.at, m.evidence, m.noted_by
          from (select 1) one
          left join lateral (select * from maintenance where kind = '%s' order by at desc limit 1) m
            on true"""
            .formatted(kind),
        row -> {
          @Nullable Instant at = Question.moment(row, "at");
          return at == null
              ? Optional.empty()
              : Optional.of(new Note(at, row.getString("evidence"), row.getString("noted_by")));
        });
  }
}
