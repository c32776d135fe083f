package org.dompet.web.probe;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** The database answers, and lets the application write. */
@Readiness
@Startup
@ApplicationScoped
public class DatabaseReady implements HealthCheck {
  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  @SuppressWarnings("NullAway.Init") // for the container
  public DatabaseReady() {}

  @Override
  public HealthCheckResponse call() {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select pg_is_in_recovery()")) {
      return HealthCheckResponse.named("database").status(row.next() && !row.getBoolean(1)).build();
    } catch (SQLException down) {
      return HealthCheckResponse.named("database").down().build();
    }
  }
}
