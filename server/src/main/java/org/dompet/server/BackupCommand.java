package org.dompet.server;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.dompet.readiness.Maintenance;
import org.dompet.readiness.Maintenance.Kind;
import org.dompet.server.place.CannotRun;
import org.dompet.server.place.ExitCode;
import org.dompet.server.place.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Groups what an operator says about backups: readiness counts on it. */
@Command(
    name = "backup",
    description = "Note what was done about backups.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = HelpCommand.class)
final class BackupCommand {
  private static final int LONGEST = 500;

  private BackupCommand() {}

  static CommandLine commandLine(Terminal terminal, Settings settings, Clock clock) {
    return new CommandLine(new BackupCommand())
        .addSubcommand(new Recorded(terminal, settings, clock))
        .addSubcommand(new Tested(terminal, settings, clock));
  }

  /** Notes one kind of thing, with a line in the audit log. */
  abstract static class Note implements Callable<Integer> {
    private final Terminal terminal;
    private final Settings settings;
    private final Clock clock;
    private final Kind kind;
    private final String action;

    @Mixin private VarOption var = new VarOption();

    @Option(
        names = "--evidence",
        required = true,
        paramLabel = "TEXT",
        description = "Where it can be seen: a file, a run of another system. No secrets.")
    private String evidence = "";

    @Option(
        names = "--at",
        paramLabel = "TIME",
        description = "When it was done, such as 2026-11-21T04:00:00Z (default: now).")
    private @Nullable Instant at;

    Note(Terminal terminal, Settings settings, Clock clock, Kind kind, String action) {
      this.terminal = terminal;
      this.settings = settings;
      this.clock = clock;
      this.kind = kind;
      this.action = action;
    }

    @Override
    public final Integer call() {
      String text = evidence.strip();
      if (text.isEmpty() || text.length() > LONGEST) {
        throw new CannotRun(
            ExitCode.USAGE, "--evidence must have 1 to " + LONGEST + " characters.");
      }
      Instant done = at == null ? clock.instant() : at;
      if (done.isAfter(clock.instant())) {
        throw new CannotRun(ExitCode.USAGE, "--at must not lie in the future.");
      }
      try (OpenDatabase database = OpenDatabase.of(settings, var.directory())) {
        Operator operator = Operator.ofThisProcess();
        OneTransaction.in(
            database.forWriting(),
            transaction -> {
              new Maintenance(transaction, clock).note(kind, done, text, operator.name());
              operator.did(transaction, clock, action, done.toString(), text);
              return kind;
            });
      }
      terminal.say("Noted, for " + done + ": " + text);
      return ExitCode.OK.number();
    }
  }

  @Command(name = "record", description = "Note that a backup was made and is complete.")
  static final class Recorded extends Note {
    Recorded(Terminal terminal, Settings settings, Clock clock) {
      super(terminal, settings, clock, Kind.BACKUP, "backup.record");
    }
  }

  @Command(name = "tested", description = "Note that a backup was restored somewhere and was good.")
  static final class Tested extends Note {
    Tested(Terminal terminal, Settings settings, Clock clock) {
      super(terminal, settings, clock, Kind.RESTORE_TEST, "backup.tested");
    }
  }
}
