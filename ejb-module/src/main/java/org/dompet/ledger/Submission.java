package org.dompet.ledger;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.dompet.logging.LogContext;
import org.jspecify.annotations.Nullable;

/**
 * Entries on their way through the {@link LedgerWriter}: waiting, then either taken by the writer,
 * which always answers, or abandoned by a request that waited too long. Never both.
 *
 * <p>The answers of a batch are delivered one after the other, each by the request that had its own
 * before: a request that ends, however it ends, hands the turn on.
 */
final class Submission {
  private enum State {
    WAITING,
    TAKEN,
    ANSWERED,
    ABANDONED
  }

  private final List<JournalEntry> entries;
  private final LogContext context = LogContext.current();
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
  private final CompletableFuture<List<Outcome>> answer = new CompletableFuture<>();

  private volatile @Nullable List<Outcome> outcomes;
  private volatile @Nullable Submission next;
  private volatile boolean gone;

  Submission(List<JournalEntry> entries) {
    this.entries = entries;
  }

  List<JournalEntry> entries() {
    return entries;
  }

  /** What the thread that waits works on. */
  LogContext context() {
    return context;
  }

  int size() {
    return entries.size();
  }

  /** The writer's claim; false if the request has gone. */
  boolean take() {
    return state.compareAndSet(State.WAITING, State.TAKEN);
  }

  /** Whether this is the moment to answer what was taken: true once. */
  boolean finish() {
    return state.compareAndSet(State.TAKEN, State.ANSWERED);
  }

  /**
   * Takes the answer, to be delivered when its turn comes.
   *
   * @param following whose turn is next; null for nobody's
   */
  void keep(List<Outcome> own, @Nullable Submission following) {
    outcomes = List.copyOf(own);
    next = following;
  }

  /**
   * Wakes the request with its answer, if there is one. If it has gone, hands the turn on for it.
   */
  void deliver() {
    List<Outcome> own = outcomes;
    if (own != null) {
      answer.complete(own);
    }
    if (gone) {
      handOn();
    }
  }

  private void handOn() {
    Submission following = next;
    if (following != null) {
      following.deliver();
    }
  }

  /** Wakes the request with a failure, unless it was answered. */
  void fail(Throwable why) {
    answer.completeExceptionally(why);
  }

  /**
   * Waits to be taken for as long as allowed; once taken, for the answer, which is bounded. An
   * interrupted thread leaves only what was not taken: nobody may be told that nothing was booked
   * while it is.
   */
  List<Outcome> await(Duration longest) {
    try {
      return get(longest);
    } finally {
      gone = true;
      handOn();
    }
  }

  private List<Outcome> get(Duration longest) {
    try {
      return answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      if (abandon()) {
        throw LedgerWriter.busy("The entry waited too long");
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      if (abandon()) {
        throw LedgerWriter.busy("The server is stopping");
      }
    } catch (ExecutionException failed) {
      throw failure(failed.getCause());
    }
    try {
      return answer.join();
    } catch (CompletionException failed) {
      throw failure(failed.getCause());
    }
  }

  private boolean abandon() {
    return state.compareAndSet(State.WAITING, State.ABANDONED);
  }

  private static RuntimeException failure(@Nullable Throwable cause) {
    return cause instanceof RuntimeException refusal ? refusal : new IllegalStateException(cause);
  }
}
