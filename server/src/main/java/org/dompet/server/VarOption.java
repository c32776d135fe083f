package org.dompet.server;

import java.nio.file.Path;
import java.util.Objects;
import org.dompet.server.place.VarDirectory;
import picocli.CommandLine.Option;

/** The option that names the directory of an instance. */
final class VarOption {

  @Option(
      names = "--var",
      paramLabel = "DIR",
      defaultValue = "${env:DOMPET_VAR:-var}",
      description = "Directory of the instance: database, journal, keys, logs (default: var).")
  private Path directory = Path.of("var");

  VarDirectory directory() {
    return VarDirectory.at(Objects.requireNonNull(directory));
  }
}
