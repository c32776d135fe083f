package org.dompet.readiness;

import java.util.List;
import org.dompet.configuration.SecretsAge;
import org.dompet.configuration.SecretsAge.Age;
import org.dompet.configuration.SecretsAge.State;

/** Every secret was changed not long ago: one that leaked unseen is worth nothing by now. */
final class SecretsAreYoung implements Check {
  private final SecretsAge ages;

  SecretsAreYoung(SecretsAge ages) {
    this.ages = ages;
  }

  @Override
  public String name() {
    return "secrets";
  }

  @Override
  public String proves() {
    return "No secret is 90 days old; one of 60 days, or whose age nobody noted, warns.";
  }

  @Override
  public Scope scope() {
    return Scope.PRODUCTION;
  }

  @Override
  public Verdict look() {
    List<Age> all = ages.ages();
    List<Age> overdue = all.stream().filter(age -> age.state() == State.OVERDUE).toList();
    if (!overdue.isEmpty()) {
      return Verdict.fail(sentences(overdue));
    }
    List<Age> worthALook = all.stream().filter(age -> age.state() != State.FRESH).toList();
    return worthALook.isEmpty()
        ? Verdict.pass(all.size() + " secrets are young")
        : Verdict.warn(sentences(worthALook));
  }

  private static String sentences(List<Age> ages) {
    return String.join("; ", ages.stream().map(age -> age.key() + " " + age.sentence()).toList());
  }
}
