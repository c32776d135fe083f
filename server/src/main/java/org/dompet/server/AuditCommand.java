package org.dompet.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.dompet.audit.AccessFault;
import org.dompet.audit.AccessReport;
import org.dompet.audit.VerifyAccessLog;
import org.dompet.server.place.CannotRun;
import org.dompet.server.place.ExitCode;
import org.dompet.server.place.Settings;
import org.dompet.server.text.Csv;
import org.dompet.server.text.Format;
import org.dompet.server.text.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Groups what looks at the admin access log. */
@Command(
    name = "audit",
    description = "Look at the log of what those who work here did.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = HelpCommand.class)
final class AuditCommand {

  @Command(
      name = "verify",
      description = {
        "Walk the admin access log and name every line that was touched, the first one first.",
        "Reads only, beside a running server or without one. Note the head that it prints somewhere"
            + " else: who owns the database could make all lines anew, and only that shows it."
      },
      exitCodeListHeading = "Exit codes:%n",
      exitCodeList = {
        "0:every line is intact",
        "2:the command line or a setting is wrong",
        "3:something was touched",
        "4:the database was not reached or is not current"
      })
  static final class Verify implements Callable<Integer> {

    private final Terminal terminal;
    private final Settings settings;

    @Mixin private VarOption var = new VarOption();

    @Option(
        names = "--head",
        paramLabel = "N:HASH",
        description = "A head that was noted before: the log must contain it. May be repeated.")
    private List<String> heads = new ArrayList<>();

    @Option(
        names = "--format",
        defaultValue = "TABLE",
        description = "table (default), json or csv.")
    private Format format = Format.TABLE;

    Verify(Terminal terminal, Settings settings) {
      this.terminal = terminal;
      this.settings = settings;
    }

    @Override
    public Integer call() {
      try (OpenDatabase database = OpenDatabase.of(settings, var.directory())) {
        VerifyAccessLog verify = new VerifyAccessLog(database.forReading());
        List<AccessFault> faults = new ArrayList<>();
        for (String head : heads) {
          compare(verify, head, faults);
        }
        AccessReport report = verify.verify(1, n -> terminal.progress("line " + n));
        faults.addAll(0, report.faults());
        print(report, faults);
        return (faults.isEmpty() ? ExitCode.OK : ExitCode.BROKEN).number();
      }
    }

    private static void compare(VerifyAccessLog verify, String head, List<AccessFault> faults) {
      try {
        verify.compare(head).ifPresent(faults::add);
      } catch (IllegalArgumentException e) {
        throw new CannotRun(ExitCode.USAGE, "--head must be number:hash, as verify printed it.", e);
      }
    }

    private void print(AccessReport report, List<AccessFault> faults) {
      switch (format) {
        case TABLE -> sentences(report, faults);
        case JSON -> terminal.write(Json.object(document(report, faults)) + "\n");
        case CSV -> {
          terminal.write(Csv.row(List.of("kind", "line", "expected", "actual", "detail")));
          faults.forEach(
              fault ->
                  terminal.write(
                      Csv.row(fields(fault).values().stream().map(Object::toString).toList())));
        }
      }
    }

    private void sentences(AccessReport report, List<AccessFault> faults) {
      for (AccessFault fault : faults) {
        terminal.say(terminal.bad(fault.kind().name()) + " " + fault.detail());
        terminal.step("written " + fault.expected());
        terminal.step("found   " + fault.actual());
      }
      long unnamed = report.faultCount() - report.faults().size();
      if (unnamed > 0) {
        terminal.say("… and " + unnamed + " more");
      }
      terminal.say("%,d lines walked".formatted(report.lines()));
      terminal.say("head: " + (report.head() == null ? "none, the log is empty" : report.head()));
      terminal.say(
          faults.isEmpty() ? terminal.good("intact") : terminal.bad("TOUCHED, the first is above"));
    }

    private static Map<String, Object> fields(AccessFault fault) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("kind", fault.kind().name());
      fields.put("line", fault.number());
      fields.put("expected", fault.expected());
      fields.put("actual", fault.actual());
      fields.put("detail", fault.detail());
      return fields;
    }

    private static Map<String, @Nullable Object> document(
        AccessReport report, List<AccessFault> faults) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      fields.put("intact", faults.isEmpty());
      fields.put("lines", report.lines());
      fields.put("head", report.head());
      fields.put("faultCount", report.faultCount() + faults.size() - report.faults().size());
      fields.put("faults", faults.stream().map(Verify::fields).toList());
      return fields;
    }
  }
}
