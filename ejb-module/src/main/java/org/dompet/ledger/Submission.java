package org.dompet.ledger;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Entries on their way through the {@link LedgerWriter}: waiting, then either taken by the writer,
 * which always answers, or abandoned by a request that waited too long. Never both.
 */
final class Submission {
  private enum State {
    WAITING,
    TAKEN,
    ABANDONED
  }

  private final List<JournalEntry> entries;
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
  private final CompletableFuture<List<Outcome>> answer = new CompletableFuture<>();

  Submission(List<JournalEntry> entries) {
    this.entries = entries;
  }

  List<JournalEntry> entries() {
    return entries;
  }

  int size() {
    return entries.size();
  }

  /** The writer's claim; false if the request has gone. */
  boolean take() {
    return state.compareAndSet(State.WAITING, State.TAKEN);
  }

  void answer(List<Outcome> outcomes) {
    answer.complete(List.copyOf(outcomes));
  }

  void fail(Throwable why) {
    answer.completeExceptionally(why);
  }

  /** Waits to be taken for as long as allowed; once taken, for the answer, which is bounded. */
  List<Outcome> await(Duration longest) throws InterruptedException {
    try {
      return answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      if (state.compareAndSet(State.WAITING, State.ABANDONED)) {
        throw LedgerWriter.busy("The entry waited too long");
      }
    } catch (ExecutionException failed) {
      throw rethrow(failed);
    }
    try {
      return answer.get();
    } catch (ExecutionException failed) {
      throw rethrow(failed);
    }
  }

  private static RuntimeException rethrow(ExecutionException failed) {
    Throwable cause = failed.getCause();
    if (cause instanceof RuntimeException refusal) {
      return refusal;
    }
    return new IllegalStateException(cause);
  }
}
