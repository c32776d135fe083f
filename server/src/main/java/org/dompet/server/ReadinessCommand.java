package org.dompet.server;

import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.dompet.configuration.Profile;
import org.dompet.readiness.Check;
import org.dompet.readiness.Checked;
import org.dompet.readiness.Verdict;
import org.dompet.readiness.Verdict.State;
import org.dompet.server.place.ExitCode;
import org.dompet.server.place.RunState;
import org.dompet.server.place.Settings;
import org.dompet.server.place.VarDirectory;
import org.dompet.server.readiness.Checklist;
import org.dompet.server.readiness.Installation;
import org.dompet.server.readiness.RunningServer;
import org.dompet.server.text.Format;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "readiness",
    description = {
      "Look whether this installation may go to production: each item of the checklist, looked at"
          + " now, with what was seen.",
      "Changes nothing. Run it beside the running server and with the server's settings: what cannot"
          + " be asked of it is skipped with a warning."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:nothing failed",
      "1:something failed",
      "2:the command line or a setting is wrong"
    })
final class ReadinessCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Settings settings;
  private final Clock clock;

  @Mixin private VarOption var = new VarOption();

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "The running server (default: the one that runs on this --var).")
  private @Nullable URI url;

  @Option(
      names = "--production",
      description = "Judge by production's rules, whatever the profile is.")
  private boolean production;

  @Option(names = "--format", defaultValue = "TABLE", description = "table (default), json or csv.")
  private Format format = Format.TABLE;

  ReadinessCommand(Terminal terminal, Settings settings, Clock clock) {
    this.terminal = terminal;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    VarDirectory directory = var.directory();
    try (OpenDatabase database = OpenDatabase.asFound(settings, directory)) {
      RunState state = RunState.of(directory);
      Profile profile =
          production
              ? Profile.PRODUCTION
              : settings
                  .find(Settings.PROFILE)
                  .or(() -> state.find(RunState.PROFILE))
                  .flatMap(Profile::ofCode)
                  .orElse(Profile.DEVELOPMENT);
      Optional<URI> server =
          Optional.ofNullable(url)
              .or(
                  () ->
                      database.mayHaveServer()
                          ? state.find(RunState.URL).map(URI::create)
                          : Optional.empty());
      Installation installation =
          new Installation(
              database.forReading(),
              clock,
              settings,
              directory,
              profile,
              name -> System.getenv().getOrDefault(name, ""),
              new RunningServer(server));
      List<Check> checks = Checklist.of(installation);
      List<Checked> seen = Checklist.look(checks, profile);
      print(profile, checks, seen);
      return (Checked.failing(seen).isEmpty() ? ExitCode.OK : ExitCode.DISCREPANCIES).number();
    }
  }

  private void print(Profile profile, List<Check> checks, List<Checked> seen) {
    if (format == Format.TABLE) {
      int width = checks.stream().mapToInt(check -> check.name().length()).max().orElse(0);
      seen.forEach(checked -> line(checked, width));
      terminal.say(
          "%d passed, %d warnings, %d failed (profile %s)"
              .formatted(
                  count(seen, State.PASS),
                  count(seen, State.WARN),
                  count(seen, State.FAIL),
                  profile.code()));
      long skipped =
          seen.stream().filter(checked -> Checklist.isSkipped(checked.verdict())).count();
      if (skipped > 0) {
        terminal.remark(
            terminal.bad("SKIPPED")
                + " "
                + skipped
                + " checks, for no server answers: start it, or name it with --url.");
      }
      return;
    }
    Listing listing = new Listing(format, List.of(), List.of());
    for (Checked checked : seen) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("check", checked.name());
      row.put("state", checked.verdict().state());
      row.put("evidence", checked.verdict().evidence());
      row.put("page", Checklist.page(checked.name()));
      listing.add(row, UnaryOperator.identity());
    }
    terminal.write(listing.toString());
  }

  private void line(Checked checked, int width) {
    Verdict verdict = checked.verdict();
    String state = verdict.state().name();
    terminal.say(
        (verdict.state() == State.PASS ? terminal.good(state) : terminal.bad(state))
            + "  "
            + checked.name()
            + " ".repeat(width - checked.name().length())
            + "  "
            + verdict.evidence());
    if (verdict.state() != State.PASS) {
      terminal.say("      what to do: " + Checklist.page(checked.name()));
    }
  }

  private static long count(List<Checked> seen, State state) {
    return seen.stream().filter(checked -> checked.verdict().state() == state).count();
  }
}
