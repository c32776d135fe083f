package org.dompet.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.dompet.configuration.Catalogue;
import org.dompet.configuration.Problem;
import org.dompet.configuration.SecretsAge;
import org.dompet.configuration.SecretsAge.State;
import org.dompet.configuration.Setting;
import org.dompet.server.place.ExitCode;
import org.dompet.server.place.Settings;
import org.dompet.server.text.Format;
import org.dompet.server.text.TextTable.Align;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "check",
    description = {
      "Each secret that is set: where it comes from, how long it is, when it was changed.",
      "Then the files of the instance that hold secrets of its own."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:all are well; of some it may be unknown when they were changed",
      "1:one is overdue, or wrong, or can be read by others",
      "2:the command line is wrong"
    })
final class SecretsCheckCommand implements Callable<Integer> {
  private static final Set<PosixFilePermission> OF_OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private final Terminal terminal;
  private final Settings settings;
  private final Clock clock;
  private boolean wrong;

  @Mixin private VarOption var = new VarOption();

  @Option(names = "--format", defaultValue = "TABLE", description = "table (default), json or csv.")
  private Format format = Format.TABLE;

  SecretsCheckCommand(Terminal terminal, Settings settings, Clock clock) {
    this.terminal = terminal;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    Listing listing =
        new Listing(
            format,
            List.of("secret", "from", "values", "shortest", "changed", "days", "state", ""),
            List.of(
                Align.LEFT,
                Align.LEFT,
                Align.RIGHT,
                Align.RIGHT,
                Align.LEFT,
                Align.RIGHT,
                Align.LEFT,
                Align.LEFT));
    Catalogue catalogue = Catalogue.packaged();
    List<Problem> problems =
        new ConfigurationCheck(terminal, settings, clock)
            .report(settings.find(Settings.PROFILE).orElse(Profile.DEVELOPMENT))
            .problems();
    for (SecretsAge.Age age : new SecretsAge(catalogue, settings::find, clock).ages()) {
      Setting setting = catalogue.find(age.key()).orElseThrow();
      add(listing, row(setting, age, problem(setting, problems)));
    }
    for (Path file : ownFiles()) {
      add(listing, row(file));
    }
    terminal.write(listing.toString());
    return (wrong ? ExitCode.DISCREPANCIES : ExitCode.OK).number();
  }

  private void add(Listing listing, Map<String, @Nullable Object> row) {
    boolean bad = row.get("problem") != null || State.OVERDUE.name().equals(row.get("state"));
    wrong = wrong || bad;
    listing.add(row, bad ? terminal::bad : text -> text);
  }

  private Map<String, @Nullable Object> row(
      Setting setting, SecretsAge.Age age, @Nullable String problem) {
    List<String> parts = setting.type().parts(settings.find(setting.key()).orElse(""));
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("name", setting.key());
    row.put("from", from(setting));
    row.put("values", parts.size());
    row.put(
        "shortest",
        setting.mayBeInFile() ? parts.stream().mapToInt(String::length).min().orElse(0) : null);
    row.put("changedAt", age.rotatedAt());
    row.put("days", age.age() == null ? null : age.age().toDays());
    row.put("state", age.state().name());
    row.put("problem", problem);
    return row;
  }

  private String from(Setting setting) {
    if (!setting.mayBeInFile()) {
      return "files";
    }
    return settings.find(setting.fileKey()).isPresent() ? "file" : "environment";
  }

  private static @Nullable String problem(Setting setting, List<Problem> problems) {
    return problems.stream()
        .filter(
            problem ->
                List.of(setting.key(), setting.fileKey(), setting.rotatedAtKey())
                    .contains(problem.key()))
        .findFirst()
        .map(Problem::sentence)
        .orElse(null);
  }

  private Map<String, @Nullable Object> row(Path file) {
    try {
      var madeAt = Files.getLastModifiedTime(file).toInstant();
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("name", file.getFileName().toString());
      row.put("from", String.valueOf(file.getParent()));
      row.put("values", 1);
      row.put("shortest", Files.size(file));
      row.put("changedAt", madeAt.truncatedTo(ChronoUnit.SECONDS));
      row.put("days", ChronoUnit.DAYS.between(madeAt, clock.instant()));
      row.put("state", null);
      row.put(
          "problem",
          Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains)
              ? "can be read or changed by others than its owner"
              : null);
      return row;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> ownFiles() {
    List<Path> found = new ArrayList<>();
    for (Path directory : List.of(var.directory().keys(), var.directory().secrets())) {
      if (Files.isDirectory(directory)) {
        try (Stream<Path> files = Files.list(directory)) {
          files.filter(Files::isRegularFile).sorted().forEach(found::add);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return found;
  }
}
