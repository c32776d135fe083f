package org.dompet.web.probe;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The database has the schema that this version was built for, and no migration failed in it. */
@Readiness
@ApplicationScoped
public class MigrationsReady implements HealthCheck {
  /** The newest migration in {@code migrations/schema}; a test compares the two. */
  public static final String SCHEMA_VERSION = "20";

  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  @SuppressWarnings("NullAway.Init") // for the container
  public MigrationsReady() {}

  @Override
  public HealthCheckResponse call() {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                select count(*) filter (where version = ? and success) = 1
                       and count(*) filter (where not success) = 0
                  from flyway_schema_history\
                """)) {
      statement.setString(1, SCHEMA_VERSION);
      try (ResultSet row = statement.executeQuery()) {
        return HealthCheckResponse.named("migrations")
            .status(row.next() && row.getBoolean(1))
            .withData("version", SCHEMA_VERSION)
            .build();
      }
    } catch (SQLException unknown) {
      return HealthCheckResponse.named("migrations").down().build();
    }
  }
}
