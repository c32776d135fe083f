package org.dompet.readiness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dompet.configuration.Profile;

/**
 * Looks of many checks, side by side. One that hangs holds nobody up for longer than the patience,
 * and is not asked again before it has answered: it costs one thread, however often it is wanted.
 */
public final class Looks {
  private final List<Check> checks;
  private final boolean production;
  private final Executor threads;
  private final Duration patience;
  private final Map<String, CompletableFuture<Seen>> underWay = new ConcurrentHashMap<>();

  /**
   * @param profile decides whether what belongs to production alone may fail: it does where the
   *     profile is strict
   * @param threads one for each check, if all of them hang
   * @param patience with all of them together
   */
  public Looks(List<Check> checks, Profile profile, Executor threads, Duration patience) {
    this.checks = List.copyOf(checks);
    this.production = profile.isStrict();
    this.threads = threads;
    this.patience = patience;
  }

  private record Seen(Verdict verdict, long millis) {
    static Seen of(Check check) {
      long began = System.nanoTime();
      Verdict verdict = check.lookSafely();
      return new Seen(verdict, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
    }

    static Seen not(String why, long millis) {
      return new Seen(Verdict.fail(why), millis);
    }
  }

  /** Looks at everything, now; in the order of the checks. */
  public List<Checked> all() {
    long deadline = System.nanoTime() + patience.toNanos();
    List<CompletableFuture<Seen>> answers = checks.stream().map(this::begin).toList();
    List<Checked> all = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      Check check = checks.get(i);
      Seen seen = await(answers.get(i), deadline);
      all.add(
          new Checked(check.name(), seen.verdict.where(check.scope(), production), seen.millis));
    }
    return List.copyOf(all);
  }

  private CompletableFuture<Seen> begin(Check check) {
    return underWay.compute(
        check.name(), (name, before) -> before != null && !before.isDone() ? before : ask(check));
  }

  private CompletableFuture<Seen> ask(Check check) {
    try {
      return CompletableFuture.supplyAsync(() -> Seen.of(check), threads);
    } catch (RejectedExecutionException full) {
      return CompletableFuture.completedFuture(Seen.not("no thread to look with", 0));
    }
  }

  private Seen await(CompletableFuture<Seen> answer, long deadline) {
    try {
      return answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException hangs) {
      return Seen.not("no answer within " + patience.toMillis() + " ms", patience.toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Seen.not("interrupted", 0);
    } catch (ExecutionException defect) {
      return Seen.not("cannot be seen: " + Reason.of(defect), 0);
    }
  }
}
