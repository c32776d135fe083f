package org.dompet.server.readiness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.dompet.readiness.Check;
import org.dompet.readiness.Verdict;
import org.dompet.server.place.Reason;
import org.dompet.server.place.Settings;

/** Messages outlive the broker's process. */
final class BrokerKeepsMessages implements Check {
  private final Settings settings;
  private final Path journal;

  BrokerKeepsMessages(Settings settings, Path journal) {
    this.settings = settings;
    this.journal = journal;
  }

  @Override
  public String name() {
    return "broker-durability";
  }

  @Override
  public String proves() {
    return "The broker keeps its messages in a journal on disk.";
  }

  @Override
  public Verdict look() {
    if (settings.find(Settings.BROKER_URL).isPresent()) {
      return Verdict.warn("an external broker: its persistence cannot be seen from here");
    }
    try (Stream<Path> files = Files.exists(journal) ? Files.walk(journal) : Stream.of()) {
      long bytes = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
      return bytes > 0
          ? Verdict.pass("a journal of " + (bytes >> 10) + " KiB")
          : Verdict.fail("there is no journal in " + journal);
    } catch (IOException unreadable) {
      return Verdict.fail("cannot look into " + journal + " (" + Reason.of(unreadable) + ")");
    }
  }
}
