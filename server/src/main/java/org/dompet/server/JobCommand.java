package org.dompet.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.dompet.server.place.ExitCode;
import org.dompet.server.place.Settings;
import org.dompet.server.place.VarDirectory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** A command about jobs or people, on the rows of a running or stopped instance. */
abstract class JobCommand implements Callable<Integer> {
  final Terminal terminal;
  final Clock clock;
  private final Settings settings;

  @Mixin private VarOption var = new VarOption();

  JobCommand(Terminal terminal, Settings settings, Clock clock) {
    this.terminal = terminal;
    this.settings = settings;
    this.clock = clock;
  }

  /** The directory of the instance. */
  final VarDirectory directory() {
    return var.directory();
  }

  abstract ExitCode work(OpenDatabase database);

  @Override
  public final Integer call() {
    try (OpenDatabase database = OpenDatabase.of(settings, var.directory())) {
      return work(database).number();
    }
  }

  /** To the second; null if there is none. */
  static @Nullable Object seconds(@Nullable Instant moment) {
    return moment == null ? null : moment.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Seconds with one decimal. */
  static String tenths(Duration duration) {
    return duration.toSeconds() + "." + duration.toMillisPart() / 100;
  }
}
