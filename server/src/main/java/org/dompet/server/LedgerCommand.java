package org.dompet.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.dompet.seal.Seal;
import org.dompet.seal.SealFault;
import org.dompet.seal.SealReport;
import org.dompet.seal.VerifySeals;
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

/** Groups what looks at the ledger itself. */
@Command(
    name = "ledger",
    description = "Look at the ledger itself.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = HelpCommand.class)
final class LedgerCommand {

  @Command(
      name = "verify",
      description = {
        "Walk the seals and name every entry that was touched since, the first one first.",
        "Reads only, beside a running server or without one. Note the head that it prints somewhere"
            + " else: who owns the database could make all seals anew, and only that shows it."
      },
      exitCodeListHeading = "Exit codes:%n",
      exitCodeList = {
        "0:every seal is intact",
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
        description = "A head that was noted before: the chain must contain it. May be repeated.")
    private List<String> heads = new ArrayList<>();

    @Option(
        names = "--from",
        paramLabel = "N",
        defaultValue = "1",
        description = "The first seal to walk (default: 1).")
    private long from;

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
      if (from < 1) {
        throw new CannotRun(ExitCode.USAGE, "--from must be 1 or more.");
      }
      try (OpenDatabase database = OpenDatabase.of(settings, var.directory())) {
        VerifySeals verifySeals = new VerifySeals(database.forReading());
        List<SealFault> faults = new ArrayList<>();
        for (String head : heads) {
          compare(verifySeals, head, faults);
        }
        long last = verifySeals.head().map(Seal::number).orElse(0L);
        SealReport report =
            verifySeals.verify(from, n -> terminal.progress("seal " + n + " of " + last));
        faults.addAll(0, report.faults());
        print(report, faults);
        return (faults.isEmpty() ? ExitCode.OK : ExitCode.BROKEN).number();
      }
    }

    private static void compare(VerifySeals verifySeals, String head, List<SealFault> faults) {
      try {
        verifySeals.compare(head).ifPresent(faults::add);
      } catch (IllegalArgumentException e) {
        throw new CannotRun(ExitCode.USAGE, "--head must be number:hash, as verify printed it.", e);
      }
    }

    private void print(SealReport report, List<SealFault> faults) {
      switch (format) {
        case TABLE -> sentences(report, faults);
        case JSON -> terminal.write(Json.object(document(report, faults)) + "\n");
        case CSV -> {
          terminal.write(Csv.row(List.of("kind", "seal", "entry", "expected", "actual", "detail")));
          faults.forEach(
              fault ->
                  terminal.write(
                      Csv.row(
                          fields(fault).values().stream()
                              .map(value -> value == null ? "" : value.toString())
                              .toList())));
        }
      }
    }

    private void sentences(SealReport report, List<SealFault> faults) {
      for (SealFault fault : faults) {
        terminal.say(terminal.bad(fault.kind().name()) + " " + fault.detail());
        terminal.step("sealed " + fault.expected());
        terminal.step("found  " + fault.actual());
      }
      long unnamed = report.faultCount() - report.faults().size();
      if (unnamed > 0) {
        terminal.say("… and " + unnamed + " more");
      }
      terminal.say(
          "%,d seals of %,d entries walked; %,d entries wait for the next seal"
              .formatted(report.seals(), report.entries(), report.waiting()));
      Seal head = report.head();
      terminal.say(
          head == null
              ? "head: none, nothing is sealed yet"
              : "head: " + head.head() + " of " + head.sealedAt());
      terminal.say(
          faults.isEmpty() ? terminal.good("intact") : terminal.bad("TOUCHED, the first is above"));
    }

    private static Map<String, @Nullable Object> fields(SealFault fault) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      fields.put("kind", fault.kind().name());
      fields.put("seal", fault.seal());
      fields.put("entry", fault.entry());
      fields.put("expected", fault.expected());
      fields.put("actual", fault.actual());
      fields.put("detail", fault.detail());
      return fields;
    }

    private static Map<String, @Nullable Object> document(
        SealReport report, List<SealFault> faults) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      fields.put("intact", faults.isEmpty());
      fields.put("seals", report.seals());
      fields.put("entries", report.entries());
      fields.put("waiting", report.waiting());
      fields.put("head", report.head() == null ? null : report.head().head());
      fields.put("faultCount", report.faultCount() + faults.size() - report.faults().size());
      fields.put("faults", faults.stream().map(Verify::fields).toList());
      return fields;
    }
  }
}
