package org.dompet.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an operator may say about the broker.
 *
 * @param url the external broker, or empty to embed one
 * @param user the account that Dompet uses
 * @param password its password, or null: a new one for each start when embedded, none when external
 * @param directory the embedded broker's journal, absolute
 * @param port the embedded broker's loopback port, or 0 for none
 */
record BrokerSettings(
    String url, String user, @Nullable String password, Path directory, int port) {
  static final String URL = "dompet.broker.url";
  static final String USER = "dompet.broker.user";
  static final String PASSWORD = "dompet.broker.password";
  static final String PASSWORD_FILE = "dompet.broker.password.file";
  static final String DIRECTORY = "dompet.broker.directory";
  static final String PORT = "dompet.broker.port";

  /**
   * Reads the settings, with their defaults, from a source that knows values by key.
   *
   * @throws InvalidSetting naming the first key whose value cannot be used
   */
  static BrokerSettings read(Function<String, Optional<String>> source) {
    Function<String, Optional<String>> filled =
        key -> source.apply(key).map(String::strip).filter(value -> !value.isEmpty());
    BrokerSettings settings =
        new BrokerSettings(
            filled.apply(URL).orElse(""),
            filled.apply(USER).orElse("dompet"),
            filled.apply(PASSWORD).or(() -> fromFile(filled)).orElse(null),
            directory(filled.apply(DIRECTORY).orElse("var/broker")),
            port(filled.apply(PORT).orElse("0")));
    if (settings.embedded() && settings.port > 0 && settings.password == null) {
      throw new InvalidSetting(
          PASSWORD, "must be set when " + PORT + " opens the broker to other processes.");
    }
    return settings;
  }

  /** The first line of the file that {@code dompet.broker.password.file} names. */
  private static Optional<String> fromFile(Function<String, Optional<String>> source) {
    return source
        .apply(PASSWORD_FILE)
        .map(
            file -> {
              try (BufferedReader in = Files.newBufferedReader(Path.of(file))) {
                return in.readLine();
              } catch (IOException | InvalidPathException e) {
                throw new InvalidSetting(PASSWORD_FILE, "must name a file that can be read.", e);
              }
            })
        .map(String::strip)
        .filter(line -> !line.isEmpty());
  }

  boolean embedded() {
    return url.isEmpty();
  }

  private static Path directory(String value) {
    try {
      return Path.of(value).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new InvalidSetting(DIRECTORY, "\"" + value + "\" is not a path.", e);
    }
  }

  private static int port(String value) {
    try {
      int port = Integer.parseInt(value);
      if (port >= 0 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw invalidPort(value, e);
    }
    throw invalidPort(value, null);
  }

  private static InvalidSetting invalidPort(String value, @Nullable Throwable cause) {
    return new InvalidSetting(
        PORT, "\"" + value + "\" is not a port from 1 to 65535, or 0 for none.", cause);
  }

  /** Without the password, and without the URL, which may carry one. */
  @Override
  public String toString() {
    return embedded()
        ? "embedded in " + directory + (port > 0 ? ", port " + port : ", in-VM only")
        : "external";
  }
}
