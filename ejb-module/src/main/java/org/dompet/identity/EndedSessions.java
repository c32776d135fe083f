package org.dompet.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that have ended while access tokens of theirs are still within their time. Every
 * request asks; the answer comes from memory, which follows the database: at most {@value
 * #FRESH_MILLIS} ms behind, and not at all for what ended on this node.
 *
 * <p>Whoever finds the memory too old renews it; the others go on with what there is, unless that
 * is older than {@value #OLD_MILLIS} ms, as after a quiet hour: then they wait. If the database
 * does not answer, the requests that need it fail by themselves, and nobody waits for it here more
 * than once in {@value #FRESH_MILLIS} ms.
 */
@ApplicationScoped
public class EndedSessions {
  private static final Logger LOG = System.getLogger(EndedSessions.class.getName());
  private static final long FRESH_MILLIS = 2_000;
  private static final long OLD_MILLIS = 5_000;
  private static final long FRESH = TimeUnit.MILLISECONDS.toNanos(FRESH_MILLIS);
  private static final long OLD = TimeUnit.MILLISECONDS.toNanos(OLD_MILLIS);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  /** An access token's lifetime, and five minutes for clocks that differ. */
  private static final Duration KEPT = AccessTokens.LIFETIME.plusMinutes(5);

  /** Transactions take time: one that ends a session may become visible after a later one. */
  private static final Duration OVERLAP = Duration.ofSeconds(60);

  private final Map<String, Instant> ended = new ConcurrentHashMap<>();
  private final ReentrantLock renewing = new ReentrantLock();
  private volatile long asked = System.nanoTime() - OLD - FRESH;
  private volatile boolean changed = true;
  private @Nullable Instant from;

  private SessionRows rows;
  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected EndedSessions() {}

  @Inject
  EndedSessions(SessionRows rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  /**
   * Whether the session with an id, the claim {@code sid}, has ended. A function of this object
   * itself, for who asks too often to go through the container's proxy.
   */
  public Predicate<String> asPredicate() {
    return this::hasEnded;
  }

  void onEnd(@Observes(during = TransactionPhase.AFTER_SUCCESS) SessionsEnded event) {
    changed = true;
  }

  private boolean hasEnded(String id) {
    long age = System.nanoTime() - asked;
    if (changed || age > FRESH) {
      renew(changed || age > OLD);
    }
    return ended.containsKey(id);
  }

  private void renew(boolean wait) {
    try {
      if (!(wait
          ? renewing.tryLock(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)
          : renewing.tryLock())) {
        return;
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      if (changed || System.nanoTime() - asked > FRESH) {
        // Before the question: what ends from now on asks for another.
        changed = false;
        long now = System.nanoTime();
        read();
        asked = now;
      }
    } finally {
      renewing.unlock();
    }
  }

  private void read() {
    Instant now = clock.instant();
    Instant oldest = now.minus(KEPT);
    try {
      ended.putAll(rows.endedAfter(from == null || from.isBefore(oldest) ? oldest : from));
      from = now.minus(OVERLAP);
      ended.values().removeIf(moment -> moment.isBefore(oldest));
    } catch (IllegalStateException unreachable) {
      LOG.log(
          Level.WARNING, "Which sessions have ended is not known: {0}", unreachable.getMessage());
    }
  }
}
