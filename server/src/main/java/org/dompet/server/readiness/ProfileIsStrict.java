package org.dompet.server.readiness;

import org.dompet.configuration.Profile;
import org.dompet.readiness.Check;
import org.dompet.readiness.Verdict;

/** Production's rules hold. */
final class ProfileIsStrict implements Check {
  private final Profile profile;

  ProfileIsStrict(Profile profile) {
    this.profile = profile;
  }

  @Override
  public String name() {
    return "profile";
  }

  @Override
  public String proves() {
    return "The profile is production (or staging): what is unsafe on the internet "
        + "was refused at the start.";
  }

  @Override
  public Scope scope() {
    return Scope.PRODUCTION;
  }

  @Override
  public Verdict look() {
    return profile.isStrict()
        ? Verdict.pass(profile.code())
        : Verdict.fail(profile.code() + ": production's rules were not asked for");
  }
}
