package org.dompet.server.readiness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.dompet.configuration.Catalogue;
import org.dompet.configuration.Setting;
import org.dompet.server.place.Settings;
import org.dompet.server.place.VarDirectory;

/** The secrets of an installation, as far as this process may read them. They are never shown. */
final class KnownSecrets {
  private KnownSecrets() {}

  static Stream<String> of(Settings settings, VarDirectory var) {
    return Stream.concat(files(var.secrets()), configured(settings)).map(String::strip);
  }

  private static Stream<String> configured(Settings settings) {
    return Catalogue.packaged().settings().stream()
        .filter(Setting::isSecret)
        .map(Setting::key)
        // What it names are files.
        .filter(key -> !key.equals(Settings.JWT_KEYS))
        .map(settings::find)
        .flatMap(Optional::stream)
        .flatMap(value -> Stream.of(value.split(",", -1)));
  }

  private static Stream<String> files(Path directory) {
    try (Stream<Path> files = Files.exists(directory) ? Files.list(directory) : Stream.of()) {
      return files.filter(Files::isReadable).filter(Files::isRegularFile).toList().stream()
          .map(KnownSecrets::content);
    } catch (IOException unreadable) {
      return Stream.of();
    }
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      return "";
    }
  }
}
