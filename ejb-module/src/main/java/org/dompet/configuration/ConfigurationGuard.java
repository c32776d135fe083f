package org.dompet.configuration;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.dompet.configuration.CheckConfiguration.Report;
import org.eclipse.microprofile.config.Config;

/**
 * Stops the start of an application whose configuration is wrong, for those who deploy it without
 * the command, which has looked at the same before.
 */
@ApplicationScoped
public class ConfigurationGuard {
  private static final Logger LOG = System.getLogger(ConfigurationGuard.class.getName());

  private static final String PASSWORD = "dompet.database.password";

  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  private Config config;
  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected ConfigurationGuard() {}

  @Inject
  @SuppressWarnings("NullAway.Init") // the container injects the data source
  ConfigurationGuard(Config config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /** How old the secrets are. */
  @Produces
  @Dependent
  SecretsAge secretsAge(Config config, Clock clock) {
    return new SecretsAge(Catalogue.packaged(), values(config), clock);
  }

  /**
   * Looks at everything.
   *
   * @throws IllegalStateException naming every setting that is wrong, and no value
   */
  public void check() {
    Set<String> names = new TreeSet<>(System.getProperties().stringPropertyNames());
    names.addAll(System.getenv().keySet());
    Report report =
        new CheckConfiguration(Catalogue.packaged(), clock).check(values(config), names);
    report.warnings().forEach(warning -> LOG.log(Level.WARNING, "Setting {0}", warning));
    if (!report.problems().isEmpty()) {
      throw new IllegalStateException(report.sentence());
    }
    if (SecretFileSource.NAME.equals(config.getConfigValue(PASSWORD).getSourceName())) {
      throw new IllegalStateException(
          PASSWORD
              + ".file is read by ./dompet alone: the server makes the pool before it asks the"
              + " application; give it the value, or a password alias");
    }
    checkDatabase(report.profile());
  }

  private void checkDatabase(Profile profile) {
    try (Connection connection = dataSource.getConnection()) {
      List<Problem> problems = DatabaseSafety.check(connection);
      if (profile.isStrict() && !problems.isEmpty()) {
        throw new IllegalStateException(
            problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
      }
      problems.forEach(problem -> LOG.log(Level.WARNING, "Setting {0}", problem));
    } catch (SQLException away) {
      // It may come back, and readiness asks the same again.
      LOG.log(Level.WARNING, "The database could not be asked what its role may do", away);
    }
  }

  private static Values values(Config config) {
    return key -> config.getOptionalValue(key, String.class).filter(text -> !text.isBlank());
  }
}
