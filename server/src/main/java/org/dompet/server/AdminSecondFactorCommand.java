package org.dompet.server;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dompet.identity.Staff;
import org.dompet.identity.TotpKeys;
import org.dompet.server.place.CannotRun;
import org.dompet.server.place.ExitCode;
import org.dompet.server.place.Secrets;
import org.dompet.server.place.Settings;
import org.dompet.server.place.VarDirectory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "second-factor",
    description =
        "Give somebody who lost it a new authenticator, in the place of theirs, and print it once.")
final class AdminSecondFactorCommand extends JobCommand {

  /** The embedded instance's key among the secrets. */
  static final String SECRET = "identity-totp-key";

  @Parameters(paramLabel = "EMAIL", description = "Whose.")
  private @Nullable String email;

  @Option(names = "--remove", description = "Take it away: they enrol another themselves.")
  private boolean remove;

  private final Settings settings;

  AdminSecondFactorCommand(Terminal terminal, Settings settings, Clock clock) {
    super(terminal, settings, clock);
    this.settings = settings;
  }

  @Override
  ExitCode work(OpenDatabase database) {
    Optional<TotpKeys> keys = remove ? Optional.empty() : Optional.of(keys(settings, directory()));
    Operator operator = Operator.ofThisProcess();
    Optional<Staff.Authenticator> made =
        OneTransaction.in(
            database.forWriting(),
            transaction -> {
              Staff staff = new Staff(transaction, clock);
              Staff.Entry person = AdminCommand.known(staff, email);
              operator.did(
                  transaction,
                  clock,
                  remove ? "second-factor.remove" : "second-factor.give",
                  "user:" + person.profile().id());
              if (keys.isEmpty()) {
                staff.removeAuthenticator(person.profile().id());
              }
              return keys.map(
                  known ->
                      staff.giveAuthenticator(person.profile().id(), String.valueOf(email), known));
            });
    made.ifPresentOrElse(
        authenticator -> show(terminal, authenticator),
        () -> terminal.say(email + " has no second factor now."));
    return ExitCode.OK;
  }

  /** The keys that the application has. */
  static TotpKeys keys(Settings settings, VarDirectory var) {
    List<String> texts =
        settings
            .find(Settings.TOTP_KEY)
            .map(list -> Stream.of(list.split(",")).map(String::strip).toList())
            .or(() -> new Secrets(var.secrets()).find(SECRET).map(List::of))
            .orElse(List.of());
    if (texts.isEmpty()) {
      throw new CannotRun(
          ExitCode.USAGE,
          "there is no key for second factors: set "
              + Settings.TOTP_KEY
              + " as the application has it, start the instance once, or leave the second factor"
              + " out.");
    }
    try {
      return TotpKeys.of(texts);
    } catch (IllegalArgumentException wrong) {
      throw new CannotRun(ExitCode.USAGE, wrong.getMessage() + ".");
    }
  }

  /** Shows it once: nobody can read it again. */
  static void show(Terminal terminal, Staff.Authenticator authenticator) {
    terminal.say("For the authenticator, shown this once:");
    terminal.say("  " + authenticator.uri());
    terminal.say("Recovery codes, each good once; keep them apart from it:");
    authenticator.recoveryCodes().forEach(code -> terminal.say("  " + code));
  }
}
