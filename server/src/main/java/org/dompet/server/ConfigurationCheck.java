package org.dompet.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dompet.configuration.Catalogue;
import org.dompet.configuration.CheckConfiguration;
import org.dompet.configuration.CheckConfiguration.Report;
import org.dompet.configuration.DatabaseSafety;
import org.dompet.configuration.Problem;
import org.dompet.server.place.CannotRun;
import org.dompet.server.place.ExitCode;
import org.dompet.server.place.Settings;
import org.dompet.server.schema.DatabaseAddress;
import org.dompet.server.schema.DatabaseRoles;

/**
 * Refuses to start with settings that are wrong, all of them at once, and warns of doubtful ones.
 */
final class ConfigurationCheck {
  private final Terminal terminal;
  private final Settings settings;
  private final Clock clock;

  ConfigurationCheck(Terminal terminal, Settings settings, Clock clock) {
    this.terminal = terminal;
    this.settings = settings;
    this.clock = clock;
  }

  /** What is wrong with the settings, before anything is started. */
  Report report(String profile) {
    return new CheckConfiguration(Catalogue.packaged(), clock)
        .check(
            key -> key.equals(Settings.PROFILE) ? Optional.of(profile) : settings.find(key),
            settings.names());
  }

  /**
   * Warns of what is doubtful.
   *
   * @throws CannotRun naming what is wrong by key
   */
  void require(String profile) {
    Report report = report(profile);
    report.warnings().forEach(warning -> terminal.complain("warning: " + warning));
    if (!report.problems().isEmpty()) {
      throw refused(report.problems());
    }
  }

  /**
   * Asks an external database what the application's role may do there.
   *
   * @throws CannotRun if that is too much for the profile
   */
  static void requireSafe(Settings settings, DatabaseAddress application, Terminal terminal) {
    List<Problem> problems;
    try (Connection connection = DatabaseRoles.connect(application)) {
      problems = DatabaseSafety.check(connection);
    } catch (SQLException e) {
      throw DatabaseRoles.refused(application, e);
    }
    boolean strict =
        settings
            .find(Settings.PROFILE)
            .flatMap(org.dompet.configuration.Profile::ofCode)
            .filter(org.dompet.configuration.Profile::isStrict)
            .isPresent();
    if (strict && !problems.isEmpty()) {
      throw refused(problems);
    }
    problems.forEach(problem -> terminal.complain("warning: " + problem));
  }

  private static CannotRun refused(List<Problem> problems) {
    String list =
        problems.stream().map(problem -> "  " + problem).collect(Collectors.joining("\n"));
    return new CannotRun(
        ExitCode.USAGE,
        (problems.size() == 1 ? "one setting is" : problems.size() + " settings are")
            + " wrong (docs/configuration.md tells of each):\n"
            + list);
  }
}
