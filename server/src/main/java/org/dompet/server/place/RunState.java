package org.dompet.server.place;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * What one start leaves for other commands and for the next start, in {@code
 * var/run/state.properties}: the profile, the address, the port of PostgreSQL. Holds no secrets.
 */
public final class RunState {

  public static final String PROFILE = "profile";
  public static final String URL = "url";
  public static final String POSTGRES_PORT = "postgres.port";

  private final Path file;
  private final Properties values = new Properties();

  private RunState(Path file) {
    this.file = file;
  }

  public static RunState of(VarDirectory var) {
    RunState state = new RunState(var.run().resolve("state.properties"));
    if (Files.exists(state.file)) {
      try (Reader reader = Files.newBufferedReader(state.file)) {
        state.values.load(reader);
      } catch (IOException e) {
        throw new CannotRun(
            ExitCode.MACHINE, "cannot read " + state.file + " (" + Reason.of(e) + ").", e);
      }
    }
    return state;
  }

  public Optional<String> find(String key) {
    return Optional.ofNullable(values.getProperty(key));
  }

  /** Keeps a value at once, so that it survives however the process ends. */
  public void keep(String key, String value) {
    values.setProperty(key, value);
    String text =
        values.stringPropertyNames().stream()
            .sorted()
            .map(name -> name + "=" + values.getProperty(name) + "\n")
            .collect(Collectors.joining());
    try {
      Files.createDirectories(file.getParent());
      Secrets.write(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
