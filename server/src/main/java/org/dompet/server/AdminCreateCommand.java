package org.dompet.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.dompet.identity.Role;
import org.dompet.identity.Staff;
import org.dompet.identity.TotpKeys;
import org.dompet.server.place.CannotRun;
import org.dompet.server.place.ExitCode;
import org.dompet.server.place.Reason;
import org.dompet.server.place.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "create",
    description =
        "Make somebody who works here: an administrator, unless --role says otherwise. The password"
            + " is asked for, or read from a file or from standard input; it is never an argument.")
final class AdminCreateCommand extends JobCommand {
  private static final String STANDARD_INPUT = "-";

  @Option(names = "--email", required = true, description = "What they sign in with.")
  private @Nullable String email;

  @Option(names = "--name", required = true, description = "What others see.")
  private @Nullable String name;

  @Option(
      names = "--role",
      defaultValue = "ADMIN",
      converter = AdminCommand.StaffRole.class,
      description = "SUPPORT, AUDITOR, OPERATOR or ADMIN (default).")
  private Role role = Role.ADMIN;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "Holds the password in its first line; - is standard input.")
  private @Nullable String passwordFile;

  @Option(
      names = "--without-second-factor",
      description = "Make no authenticator: they enrol one themselves.")
  private boolean withoutSecondFactor;

  private final Settings settings;

  AdminCreateCommand(Terminal terminal, Settings settings, Clock clock) {
    super(terminal, settings, clock);
    this.settings = settings;
  }

  @Override
  ExitCode work(OpenDatabase database) {
    String address = Objects.requireNonNull(email);
    Optional<TotpKeys> keys =
        withoutSecondFactor
            ? Optional.empty()
            : Optional.of(AdminSecondFactorCommand.keys(settings, directory()));
    String password = password();
    Operator operator = Operator.ofThisProcess();
    Optional<Staff.Authenticator> made =
        OneTransaction.in(
            database.forWriting(),
            transaction -> {
              Staff staff = new Staff(transaction, clock);
              UUID id = staff.create(address, Objects.requireNonNull(name), password, role);
              Optional<Staff.Authenticator> authenticator =
                  keys.map(known -> staff.giveAuthenticator(id, address, known));
              operator.did(transaction, clock, "user.create", "user:" + id + " " + role);
              return authenticator;
            });
    terminal.say(address + " is " + role + " now.");
    made.ifPresent(authenticator -> AdminSecondFactorCommand.show(terminal, authenticator));
    return ExitCode.OK;
  }

  private String password() {
    if (passwordFile != null) {
      return firstLine(passwordFile);
    }
    String first =
        terminal
            .askSecretly("Password of " + email + ":")
            .orElseThrow(
                () ->
                    new CannotRun(
                        ExitCode.USAGE,
                        "there is nobody to ask for the password: give --password-file, or"
                            + " --password-file=- for standard input."));
    if (!first.equals(terminal.askSecretly("Once more:").orElse(""))) {
      throw new CannotRun(ExitCode.USAGE, "the two passwords differ.");
    }
    return first;
  }

  private static String firstLine(String file) {
    try {
      String text =
          file.equals(STANDARD_INPUT)
              ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
              : Files.readString(Path.of(file), StandardCharsets.UTF_8);
      return text.lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new CannotRun(ExitCode.USAGE, "cannot read the password (" + Reason.of(e) + ").", e);
    }
  }
}
