package org.dompet.configuration;

import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Compares what an installation says with the catalogue and with the rules of its profile, and
 * finds all that is wrong at once. Needs neither a container nor a database.
 */
public final class CheckConfiguration {
  /** To MicroProfile Config; a value that needs it would not be what was meant. */
  private static final String EXPRESSION = "${";

  private final Catalogue catalogue;
  private final Clock clock;

  public CheckConfiguration(Catalogue catalogue, Clock clock) {
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /**
   * What was found.
   *
   * @param problems must be put right before anything starts
   * @param warnings should be
   */
  public record Report(Profile profile, List<Problem> problems, List<Problem> warnings) {
    public Report {
      problems = List.copyOf(problems);
      warnings = List.copyOf(warnings);
    }

    /** All problems as one sentence, in which no value occurs. */
    public String sentence() {
      return (problems.size() == 1 ? "one setting is" : problems.size() + " settings are")
          + " wrong: "
          + problems.stream().map(Problem::toString).collect(Collectors.joining("; "));
    }
  }

  /**
   * Looks at everything.
   *
   * @param names of all that the installation says, to find what means nothing
   */
  public Report check(Values values, Collection<String> names) {
    return check(values, names, ManagementFactory.getRuntimeMXBean().getInputArguments());
  }

  Report check(Values values, Collection<String> names, List<String> arguments) {
    Profile profile = values.find(Profile.KEY).flatMap(Profile::ofCode).orElse(Profile.DEVELOPMENT);
    List<Problem> problems = new ArrayList<>();
    List<Problem> warnings = new ArrayList<>();
    for (Setting setting : catalogue.settings()) {
      check(setting, profile, values, problems);
      if (setting.isSecret()) {
        checkFile(setting, values, problems, warnings);
        checkRotation(setting, values, problems);
      }
    }
    if (profile.isStrict()) {
      problems.addAll(ProductionRules.check(catalogue, profile, values));
      problems.addAll(amongArguments(arguments));
    }
    for (SecretsAge.Age age : new SecretsAge(catalogue, values, clock).ages()) {
      if (profile.isStrict() && age.state() != SecretsAge.State.FRESH) {
        warnings.add(new Problem(age.key(), age.sentence()));
      }
    }
    warnings.addAll(UnknownNames.among(names, catalogue));
    return new Report(profile, problems, warnings);
  }

  private static void check(
      Setting setting, Profile profile, Values values, List<Problem> problems) {
    Optional<String> value = values.find(setting.key());
    if (value.filter(text -> text.contains(EXPRESSION)).isPresent()) {
      problems.add(
          new Problem(
              setting.key(), "must not contain " + EXPRESSION + ": it begins an expression"));
    } else if (value.isPresent()) {
      setting
          .type()
          .complaint(value.get())
          .ifPresent(sentence -> problems.add(new Problem(setting.key(), sentence)));
    } else if (setting.initial().isEmpty()
        && setting.need().appliesTo(profile, values)
        && !isInUrl(setting.key(), values)) {
      String condition = setting.need().condition();
      problems.add(
          new Problem(
              setting.key(),
              "is missing" + (condition == null ? "" : ", but " + condition + " is set")));
    }
  }

  /** Everybody on the machine can read what a process was started with. */
  private List<Problem> amongArguments(List<String> arguments) {
    return catalogue.settings().stream()
        .filter(Setting::mayBeInFile)
        .map(Setting::key)
        .filter(key -> arguments.stream().anyMatch(text -> text.startsWith("-D" + key + "=")))
        .map(key -> new Problem(key, "must not be an argument of the process: use a file"))
        .toList();
  }

  /** A database's URL may name the role and its password. */
  private static boolean isInUrl(String key, Values values) {
    Optional<Endpoints> url = values.find("dompet.database.url").map(Endpoints::of);
    return switch (key) {
      case "dompet.database.user" -> url.flatMap(Endpoints::user).isPresent();
      case "dompet.database.password" -> url.flatMap(Endpoints::password).isPresent();
      default -> false;
    };
  }

  private static void checkFile(
      Setting setting, Values values, List<Problem> problems, List<Problem> warnings) {
    Optional<String> file = values.find(setting.fileKey());
    if (file.isEmpty()) {
      return;
    }
    if (!setting.mayBeInFile()) {
      problems.add(new Problem(setting.fileKey(), "is no setting: the value names files itself"));
      return;
    }
    Optional<String> content = SecretFiles.read(setting, values);
    if (content.isEmpty()) {
      problems.add(new Problem(setting.fileKey(), "must name a file that has a first line"));
    } else if (!values.find(setting.key()).map(Secret::new).equals(content.map(Secret::new))) {
      problems.add(new Problem(setting.fileKey(), "says something else than " + setting.key()));
    }
    if (SecretFiles.isOpenToAll(file.get())) {
      warnings.add(new Problem(setting.fileKey(), "can be read by everybody on this machine"));
    }
  }

  private void checkRotation(Setting setting, Values values, List<Problem> problems) {
    SecretsAge.date(setting, values)
        .ifPresent(
            text -> {
              try {
                if (ValueType.instant(text.strip()).isAfter(clock.instant())) {
                  problems.add(new Problem(setting.rotatedAtKey(), "must not be in the future"));
                }
              } catch (DateTimeException unreadable) {
                problems.add(new Problem(setting.rotatedAtKey(), "must be a day like 2026-05-31"));
              }
            });
  }
}
