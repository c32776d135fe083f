package org.dompet.server.readiness;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dompet.configuration.Catalogue;
import org.dompet.configuration.CheckConfiguration;
import org.dompet.configuration.Problem;
import org.dompet.configuration.Profile;
import org.dompet.readiness.Check;
import org.dompet.readiness.Verdict;
import org.dompet.server.place.Settings;

/** A start with these settings would not be refused. */
final class ConfigurationIsGood implements Check {
  private final Settings settings;
  private final Profile profile;
  private final Clock clock;

  /**
   * @param profile by whose rules the settings are judged
   */
  ConfigurationIsGood(Settings settings, Profile profile, Clock clock) {
    this.settings = settings;
    this.profile = profile;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "configuration";
  }

  @Override
  public String proves() {
    return "Every setting is there that the profile wants, each is what it should be, and none"
        + " means nothing.";
  }

  @Override
  public Verdict look() {
    CheckConfiguration.Report report =
        new CheckConfiguration(Catalogue.packaged(), clock)
            .check(
                key -> key.equals(Profile.KEY) ? Optional.of(profile.code()) : settings.find(key),
                settings.names());
    if (!report.problems().isEmpty()) {
      return Verdict.fail(sentences(report.problems()));
    }
    return report.warnings().isEmpty()
        ? Verdict.pass("all of it is good for " + profile.code())
        : Verdict.warn(sentences(report.warnings()));
  }

  private static String sentences(List<Problem> problems) {
    return problems.stream().map(Problem::toString).collect(Collectors.joining("; "));
  }
}
