package org.dompet.readiness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** There is a backup, and it is not old: a file in the directory of backups, or a note. */
final class BackupIsYoung implements Check {
  private final Maintenance maintenance;
  private final BackupSettings settings;
  private final Clock clock;

  BackupIsYoung(Maintenance maintenance, BackupSettings settings, Clock clock) {
    this.maintenance = maintenance;
    this.settings = settings;
    this.clock = clock;
  }

  private record Backup(Instant at, String evidence) {}

  @Override
  public String name() {
    return "backup";
  }

  @Override
  public String proves() {
    return "The newest backup is younger than dompet.backup.max-age.";
  }

  @Override
  public Scope scope() {
    return Scope.PRODUCTION;
  }

  @Override
  public Verdict look() {
    @Nullable Backup newest = newest().orElse(null);
    if (newest == null) {
      return Verdict.fail("no backup is known");
    }
    Duration age = Duration.between(newest.at, clock.instant());
    String evidence = Ages.say(age) + " old (" + newest.evidence + ")";
    return age.compareTo(settings.maxAge()) <= 0 ? Verdict.pass(evidence) : Verdict.fail(evidence);
  }

  private Optional<Backup> newest() {
    @Nullable Backup noted =
        maintenance
            .last(Maintenance.Kind.BACKUP)
            .map(note -> new Backup(note.at(), note.evidence() + ", noted by " + note.notedBy()))
            .orElse(null);
    @Nullable Backup file = settings.directory() == null ? null : newestFile(settings.directory());
    if (noted == null || (file != null && file.at.isAfter(noted.at))) {
      return Optional.ofNullable(file);
    }
    return Optional.of(noted);
  }

  /** A file that is empty or still has the name of one being written is no backup. */
  private static @Nullable Backup newestFile(Path directory) {
    @Nullable Backup newest = null;
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(directory, file -> !isUnfinished(file))) {
      for (Path file : files) {
        BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
        Instant at = facts.lastModifiedTime().toInstant();
        if (facts.isRegularFile()
            && facts.size() > 0
            && (newest == null || at.isAfter(newest.at))) {
          newest = new Backup(at, file.getFileName() + ", " + facts.size() + " bytes");
        }
      }
      return newest;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(
          "cannot read " + BackupSettings.DIRECTORY, new IOException(unreadable.toString()));
    }
  }

  private static boolean isUnfinished(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(".")
        || name.endsWith(".tmp")
        || name.endsWith(".part")
        || name.endsWith(".partial");
  }
}
