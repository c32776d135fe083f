package org.dompet.statement;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.dompet.audit.Caller;
import org.dompet.job.Job;
import org.dompet.job.JobRun;
import org.dompet.job.JobRuns;
import org.dompet.onramp.Provider;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.time.UuidV7;
import org.jspecify.annotations.Nullable;

/**
 * Takes in a statement, and asks for a run that matches it. The file goes to the disk first, so
 * that a slow caller holds no transaction, and is read twice from there: to refuse what is wrong
 * with it, then to keep it. The same file again is the same statement.
 */
@ApplicationScoped
public class UploadStatement {
  private StatementSettings settings;
  private Statements statements;
  private KeepStatement keep;
  private JobRuns runs;
  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected UploadStatement() {}

  @Inject
  UploadStatement(
      StatementSettings settings,
      Statements statements,
      KeepStatement keep,
      JobRuns runs,
      Clock clock) {
    this.settings = settings;
    this.statements = statements;
    this.keep = keep;
    this.runs = runs;
    this.clock = clock;
  }

  /**
   * The statement, and whether the same file was uploaded before.
   *
   * @param replayed true if nothing was done now
   */
  public record Result(Statement statement, boolean replayed) {}

  /**
   * Takes it in, once.
   *
   * @param by who uploads it
   * @throws Refusal {@link Kind#INVALID_REQUEST} naming line and column
   */
  @Transactional(Transactional.TxType.NEVER)
  public Result upload(Provider provider, InputStream upload, UUID by, Caller caller) {
    try (StatementFile file = StatementFile.of(upload, settings.mostBytes())) {
      byte[] sha256 = file.fingerprint();
      Optional<Statement> before = statements.ofFile(provider, sha256);
      if (before.isPresent()) {
        return new Result(before.get(), true);
      }
      Statement read = read(file, provider, by);
      boolean added;
      try (Reader source = file.open()) {
        added = keep.keep(read, source, caller);
      }
      if (!added) {
        return new Result(statements.ofFile(provider, sha256).orElseThrow(), true);
      }
      askForARun(read.id(), by);
      return new Result(read, false);
    } catch (IOException cutShort) {
      throw Refusal.of(Kind.INVALID_REQUEST, "The statement did not arrive as a whole");
    }
  }

  private Statement read(StatementFile file, Provider provider, UUID by) throws IOException {
    Period period = new Period();
    int lines;
    try (Reader source = file.open()) {
      lines = StatementReader.read(source, period::include);
    }
    return new Statement(
        UuidV7.next(clock),
        provider,
        HexFormat.of().formatHex(file.fingerprint()),
        period.from(),
        period.to(),
        lines,
        by,
        clock.instant(),
        null);
  }

  /** If a run is open already, it may come to this statement, or else the next one does. */
  private void askForARun(UUID statement, UUID by) {
    try {
      runs.request(
          Job.PROVIDER_RECONCILIATION,
          JobRun.Trigger.API,
          by.toString(),
          new TreeMap<>(Map.of("statement", statement.toString())));
    } catch (Refusal refusal) {
      if (refusal.kind() != Kind.JOB_RUNNING) {
        throw refusal;
      }
    }
  }

  /** The time that lines are about: from the first day's start to the last one's end, in UTC. */
  private static final class Period {
    private static final long DAY = Duration.ofDays(1).toSeconds();

    private @Nullable Instant first;
    private @Nullable Instant last;

    void include(StatementLine line) {
      first = first == null || line.at().isBefore(first) ? line.at() : first;
      last = last == null || line.at().isAfter(last) ? line.at() : last;
    }

    Instant from() {
      return day(first, 0);
    }

    Instant to() {
      return day(last, 1);
    }

    private static Instant day(@Nullable Instant moment, int more) {
      if (moment == null) {
        throw new IllegalStateException("A statement without lines is refused before");
      }
      return Instant.ofEpochSecond((Math.floorDiv(moment.getEpochSecond(), DAY) + more) * DAY);
    }
  }
}
