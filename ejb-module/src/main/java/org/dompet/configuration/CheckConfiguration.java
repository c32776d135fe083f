package org.dompet.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares what an installation says with the catalogue and with the rules of its profile, and
 * finds all that is wrong at once. Needs neither a container nor a database.
 */
public final class CheckConfiguration {
  private final Catalogue catalogue;

  public CheckConfiguration(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** What is wrong, in the order of the catalogue. */
  public List<Problem> check(Values values) {
    List<Problem> problems = new ArrayList<>();
    Profile profile = values.find(Profile.KEY).flatMap(Profile::ofCode).orElse(Profile.DEVELOPMENT);
    for (Setting setting : catalogue.settings()) {
      Optional<String> value = values.find(setting.key());
      if (value.isPresent()) {
        setting
            .type()
            .complaint(value.get())
            .ifPresent(sentence -> problems.add(new Problem(setting.key(), sentence)));
      } else if (setting.initial().isEmpty() && setting.need().appliesTo(profile, values)) {
        problems.add(new Problem(setting.key(), "is missing"));
      }
    }
    if (profile.isStrict()) {
      problems.addAll(ProductionRules.check(profile, values));
    }
    return problems;
  }
}
