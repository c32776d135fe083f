package org.dompet.server;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.dompet.identity.Role;
import org.dompet.identity.SignInAttempts;
import org.dompet.identity.Staff;
import org.dompet.server.place.CannotRun;
import org.dompet.server.place.ExitCode;
import org.dompet.server.place.Settings;
import org.dompet.server.text.Format;
import org.dompet.server.text.TextTable.Align;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Groups what an operator of the machine does with the people who work with Dompet. */
@Command(
    name = "admin",
    description = "Make the first administrator; see and change who works here.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = HelpCommand.class,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:done",
      "2:the command line or what was typed is wrong: nobody has the address, or somebody has it",
      "4:the database was not reached or is not current"
    })
final class AdminCommand {

  private AdminCommand() {}

  static CommandLine commandLine(Terminal terminal, Settings settings, Clock clock) {
    return new CommandLine(new AdminCommand())
        .addSubcommand(new AdminCreateCommand(terminal, settings, clock))
        .addSubcommand(new Listed(terminal, settings, clock))
        .addSubcommand(new Grant(terminal, settings, clock))
        .addSubcommand(new RevokeRole(terminal, settings, clock))
        .addSubcommand(new Unlock(terminal, settings, clock))
        .addSubcommand(new AdminSecondFactorCommand(terminal, settings, clock));
  }

  /** Whoever signs in with an address. */
  static Staff.Entry known(Staff staff, @Nullable String email) {
    return staff
        .findByEmail(Objects.requireNonNull(email))
        .orElseThrow(() -> new CannotRun(ExitCode.USAGE, "nobody has the address " + email + "."));
  }

  /** A change of one person, with its line in the audit log. */
  abstract static class Change extends JobCommand {
    @Parameters(paramLabel = "EMAIL", description = "Whose.")
    @Nullable String email;

    Change(Terminal terminal, Settings settings, Clock clock) {
      super(terminal, settings, clock);
    }

    /** Does it, and returns the sentence that says so. */
    abstract String change(DataSource transaction, Staff.Entry person, Operator operator);

    @Override
    final ExitCode work(OpenDatabase database) {
      Operator operator = Operator.ofThisProcess();
      terminal.say(
          OneTransaction.in(
              database.forWriting(),
              transaction ->
                  change(transaction, known(new Staff(transaction, clock), email), operator)));
      return ExitCode.OK;
    }
  }

  @Command(name = "grant", description = "Give a role: it comes with the next sign-in or refresh.")
  static final class Grant extends Change {
    @Parameters(
        paramLabel = "ROLE",
        description = "SUPPORT, AUDITOR, OPERATOR or ADMIN.",
        converter = StaffRole.class)
    private @Nullable Role role;

    Grant(Terminal terminal, Settings settings, Clock clock) {
      super(terminal, settings, clock);
    }

    @Override
    String change(DataSource transaction, Staff.Entry person, Operator operator) {
      Role given = Objects.requireNonNull(role);
      if (!new Staff(transaction, clock).grant(person.profile().id(), given)) {
        return email + " is " + given + " already.";
      }
      operator.did(transaction, clock, "role.grant", "user:" + person.profile().id() + " " + given);
      return email + " is " + given + " now.";
    }
  }

  @Command(
      name = "revoke-role",
      description = "Take a role, and end all sessions of whoever had it.")
  static final class RevokeRole extends Change {
    @Parameters(
        paramLabel = "ROLE",
        description = "SUPPORT, AUDITOR, OPERATOR or ADMIN.",
        converter = StaffRole.class)
    private @Nullable Role role;

    RevokeRole(Terminal terminal, Settings settings, Clock clock) {
      super(terminal, settings, clock);
    }

    @Override
    String change(DataSource transaction, Staff.Entry person, Operator operator) {
      Role taken = Objects.requireNonNull(role);
      if (!new Staff(transaction, clock).revoke(person.profile().id(), taken)) {
        return email + " is not " + taken + ".";
      }
      operator.did(
          transaction, clock, "role.revoke", "user:" + person.profile().id() + " " + taken);
      return email + " is not " + taken + " any more, and signed out everywhere.";
    }
  }

  @Command(
      name = "unlock",
      description = "Forget failed sign-ins: the next one is looked at again.")
  static final class Unlock extends Change {
    Unlock(Terminal terminal, Settings settings, Clock clock) {
      super(terminal, settings, clock);
    }

    @Override
    String change(DataSource transaction, Staff.Entry person, Operator operator) {
      new SignInAttempts(transaction, clock)
          .forget(person.profile().id(), person.profile().email());
      operator.did(transaction, clock, "user.unlock", "user:" + person.profile().id());
      return email + " can try again.";
    }
  }

  @Command(name = "list", description = "Everybody who works here: roles, and second factors.")
  static final class Listed extends JobCommand {
    @Option(
        names = "--format",
        defaultValue = "TABLE",
        description = "table (default), json or csv.")
    private Format format = Format.TABLE;

    Listed(Terminal terminal, Settings settings, Clock clock) {
      super(terminal, settings, clock);
    }

    @Override
    ExitCode work(OpenDatabase database) {
      Listing listing =
          new Listing(
              format,
              List.of("e-mail", "name", "roles", "second factor", "since"),
              List.of(Align.LEFT, Align.LEFT, Align.LEFT, Align.LEFT, Align.LEFT));
      for (Staff.Entry person :
          new Staff(database.forReading(), clock).list(null, true, null, Staff.MAX_PAGE)) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("email", person.profile().email());
        row.put("name", person.profile().displayName());
        row.put("roles", new TreeSet<>(person.profile().roles()));
        row.put("secondFactor", person.secondFactor() ? "yes" : "no");
        row.put("since", seconds(person.createdAt()));
        listing.add(row, UnaryOperator.identity());
      }
      terminal.write(listing.toString());
      return ExitCode.OK;
    }
  }

  /** A role beside everybody's, in small letters or capitals. */
  static final class StaffRole implements CommandLine.ITypeConverter<Role> {
    @Override
    public Role convert(String text) {
      for (Role role : Role.values()) {
        if (role != Role.USER && role.name().equalsIgnoreCase(text)) {
          return role;
        }
      }
      throw new CommandLine.TypeConversionException(
          "is none of SUPPORT, AUDITOR, OPERATOR, ADMIN: " + text);
    }
  }
}
