package org.dompet.audit;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Looks things up in the audit log, for those who look into what happened. */
@ApplicationScoped
public class Deeds {
  /** The most deeds on one page. */
  public static final int MAX_PAGE = 200;

  private static final UUID NEWEST = new UUID(-1, -1);

  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  @SuppressWarnings("NullAway.Init") // for the container
  protected Deeds() {}

  /** Outside a container. */
  Deeds(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * A page, newest first.
   *
   * @param before the id that the page before ended with; null for the first
   * @param limit 1 to {@value #MAX_PAGE}
   */
  public List<Deed> list(AccessLog.Filter filter, @Nullable UUID before, int limit) {
    StringBuilder sql =
        new StringBuilder(
            """
            select id, at, action, outcome, actor, target, reason, address, user_agent, request_id
              from audit_record where id < ?\
            """);
    List<Object> parameters = new ArrayList<>();
    parameters.add(before == null ? NEWEST : before);
    where(sql, parameters, "actor = ?", filter.actor());
    where(sql, parameters, "action = ?", filter.action());
    where(sql, parameters, "target = ?", filter.target());
    where(
        sql, parameters, "outcome = ?", filter.outcome() == null ? null : filter.outcome().name());
    where(sql, parameters, "address = ?", filter.address());
    where(sql, parameters, "request_id = ?", filter.requestId());
    where(
        sql,
        parameters,
        "at >= ?",
        filter.from() == null ? null : filter.from().atOffset(ZoneOffset.UTC));
    where(
        sql,
        parameters,
        "at < ?",
        filter.to() == null ? null : filter.to().atOffset(ZoneOffset.UTC));
    parameters.add(Math.min(Math.max(limit, 1), MAX_PAGE));
    return SqlWork.run(
        dataSource,
        sql + " order by id desc limit ?",
        statement -> {
          for (int i = 0; i < parameters.size(); i++) {
            statement.setObject(i + 1, parameters.get(i));
          }
          return deeds(statement);
        });
  }

  private static void where(
      StringBuilder sql, List<Object> parameters, String condition, @Nullable Object value) {
    if (value != null) {
      sql.append(" and ").append(condition);
      parameters.add(value);
    }
  }

  private static List<Deed> deeds(PreparedStatement statement) throws SQLException {
    List<Deed> deeds = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        deeds.add(
            new Deed(
                row.getObject("id", UUID.class),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("action"),
                Access.Outcome.valueOf(row.getString("outcome")),
                row.getString("actor"),
                row.getString("target"),
                row.getString("reason"),
                new Caller(
                    row.getString("address"),
                    row.getString("user_agent"),
                    row.getString("request_id"))));
      }
    }
    return deeds;
  }
}
