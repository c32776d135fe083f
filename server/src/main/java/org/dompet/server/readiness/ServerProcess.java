package org.dompet.server.readiness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.dompet.server.place.VarDirectory;

/** The process that runs the server of a directory, on this machine. */
record ServerProcess(ProcessHandle handle) {

  /** The one whose number the directory holds, if it is alive. */
  static Optional<ServerProcess> of(VarDirectory var) {
    Path file = var.run().resolve("dompet.pid");
    try {
      return Files.exists(file)
          ? ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
              .filter(ProcessHandle::isAlive)
              .map(ServerProcess::new)
          : Optional.empty();
    } catch (IOException | NumberFormatException unreadable) {
      return Optional.empty();
    }
  }

  String number() {
    return String.valueOf(handle.pid());
  }

  /** Whose it is; empty if the system does not tell. */
  String user() {
    return handle.info().user().orElse("");
  }

  /** When it was started. */
  Instant since() {
    return handle.info().startInstant().orElse(Instant.EPOCH);
  }
}
