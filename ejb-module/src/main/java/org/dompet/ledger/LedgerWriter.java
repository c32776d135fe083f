package org.dompet.ledger;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what concurrent requests want booked into one transaction: the largest part of a small
 * transaction's price is the transaction. One thread for each node writes; it waits for nothing,
 * but takes what has queued while it committed the batch before.
 *
 * <p>Bounds: entries waiting, entries in a batch, and how long a request waits ({@link
 * LedgerSettings}). Whoever doesn't fit is refused as busy, with nothing done. When it stops, every
 * entry it accepted is written and answered first.
 */
@ApplicationScoped
public class LedgerWriter {
  private static final Logger LOG = System.getLogger(LedgerWriter.class.getName());
  private static final long IDLE_MILLIS = 200;

  /** Half of the processors: the others are for the writer and, on one machine, its database. */
  private static final int WOKEN_AT_ONCE =
      Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  private final LinkedBlockingQueue<Submission> queue = new LinkedBlockingQueue<>();
  private Function<List<JournalEntry>, List<Outcome>> ledger;
  private LedgerSettings settings;
  private Semaphore room;
  private volatile @Nullable Thread thread;

  /** The container's threads know the application's names and transactions. */
  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  private ThreadFactory threads;

  private volatile boolean stopping;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected LedgerWriter() {}

  @Inject
  @SuppressWarnings("NullAway.Init") // the threads are the container's
  LedgerWriter(Ledger ledger, LedgerSettings settings) {
    this.ledger = ledger::post;
    this.settings = settings;
    this.room = new Semaphore(settings.queueLimit());
  }

  /**
   * A writer outside a container: call {@link #start} before and {@link #stop} after.
   *
   * @param ledger books a batch in a transaction of its own
   */
  public LedgerWriter(
      Function<List<JournalEntry>, List<Outcome>> ledger,
      LedgerSettings settings,
      ThreadFactory threads) {
    this.ledger = ledger;
    this.settings = settings;
    this.threads = threads;
    this.room = new Semaphore(settings.queueLimit());
  }

  /** Begins to write. */
  @PostConstruct
  @SuppressWarnings("NullAway.Init") // the constructors did it
  public void start() {
    Thread writing = threads.newThread(this::run);
    writing.setName("ledger-writer");
    thread = writing;
    writing.start();
  }

  /**
   * Books one entry and waits for it to be committed.
   *
   * @throws Refusal {@link Kind#BUSY} if the queue is full, the wait too long, or the writer stops
   */
  public Outcome post(JournalEntry entry) {
    return post(List.of(entry)).get(0);
  }

  /**
   * Books a few entries in one transaction, and waits for it.
   *
   * @param entries not more than a batch; the last not linked to a next
   */
  public List<Outcome> post(List<JournalEntry> entries) {
    int size = entries.size();
    if (size == 0 || size > settings.batchLimit() || entries.get(size - 1).linked()) {
      throw new IllegalArgumentException(
          "Entries must fit a batch of " + settings.batchLimit() + ", and not end within a group");
    }
    if (stopping) {
      throw busy("The server is stopping");
    }
    if (!room.tryAcquire(size)) {
      throw busy("Too many entries are waiting to be booked");
    }
    Submission submission = new Submission(List.copyOf(entries));
    queue.add(submission);
    if (stopping && queue.remove(submission)) {
      // It came while the writer ended: who saw the stop after adding takes it back himself.
      room.release(size);
      throw busy("The server is stopping");
    }
    return submission.await(settings.maxWait());
  }

  /** Entries accepted and not yet answered. */
  public int waiting() {
    return settings.queueLimit() - room.availablePermits();
  }

  /** Whether the writer can take entries. */
  public boolean isRunning() {
    Thread writing = thread;
    return !stopping && writing != null && writing.isAlive();
  }

  /** Refuses what comes from now on, writes and answers what was accepted, and ends. */
  @PreDestroy
  public void stop() {
    stopping = true;
    Thread writing = thread;
    if (writing == null) {
      return;
    }
    try {
      writing.join(settings.maxWait().toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    failAll();
  }

  private void run() {
    while (!stopping || !queue.isEmpty()) {
      try {
        Submission first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
          writeWith(first);
        }
      } catch (InterruptedException interrupted) {
        // The container wants its thread back: what is queued is still written.
        stopping = true;
      }
    }
  }

  private void writeWith(Submission first) {
    List<Submission> batch = new ArrayList<>();
    try {
      gather(first, batch);
      write(batch);
    } catch (RuntimeException | Error unexpected) {
      LOG.log(Level.ERROR, "The ledger writer failed", unexpected);
      batch.forEach(Submission::deliver); // what was booked and has its answer
      batch.forEach(submission -> fail(submission, unexpected));
    }
  }

  /** What waits now, up to a batch. A submission that nobody waits for any more is left out. */
  private void gather(Submission first, List<Submission> batch) {
    int size = 0;
    Submission next = first;
    while (next != null) {
      if (next.take()) {
        batch.add(next);
        size += next.size();
      } else {
        room.release(next.size());
      }
      Submission head = queue.peek();
      boolean fits = head != null && size + head.size() <= settings.batchLimit();
      next = fits && queue.remove(head) ? head : null;
    }
  }

  private void write(List<Submission> batch) {
    if (batch.isEmpty()) {
      return;
    }
    List<JournalEntry> entries =
        batch.stream().flatMap(submission -> submission.entries().stream()).toList();
    List<Outcome> outcomes;
    try {
      outcomes = Retries.onConflict(() -> ledger.apply(entries));
    } catch (RuntimeException failure) {
      isolate(batch, failure);
      return;
    }
    answer(batch, outcomes);
  }

  /**
   * Answers all, but wakes only a few: who has his answer wakes the next. All of them woken at once
   * would stand in line for the processors, and the writer, with the next batch, behind them.
   */
  private void answer(List<Submission> batch, List<Outcome> outcomes) {
    int end = outcomes.size();
    for (int i = batch.size() - 1; i >= 0; i--) {
      Submission submission = batch.get(i);
      List<Outcome> own = outcomes.subList(end - submission.size(), end);
      Submission next = i + WOKEN_AT_ONCE < batch.size() ? batch.get(i + WOKEN_AT_ONCE) : null;
      finish(submission);
      submission.keep(own, next);
      end -= submission.size();
    }
    batch.stream().limit(WOKEN_AT_ONCE).forEach(Submission::deliver);
  }

  /** A poisoned entry must fail alone: halves are tried until it stands by itself. */
  private void isolate(List<Submission> batch, RuntimeException failure) {
    boolean busy = failure instanceof Refusal refusal && refusal.kind() == Kind.BUSY;
    if (busy || batch.size() == 1) {
      if (!busy) {
        batch
            .get(0)
            .context()
            .run(() -> LOG.log(Level.ERROR, "An entry could not be booked", failure));
      }
      batch.forEach(submission -> fail(submission, failure));
      return;
    }
    int middle = batch.size() / 2;
    write(batch.subList(0, middle));
    write(batch.subList(middle, batch.size()));
  }

  private void fail(Submission submission, Throwable why) {
    finish(submission);
    submission.fail(why);
  }

  /** Makes room before the answer: whoever has it may come again at once. */
  private void finish(Submission submission) {
    if (submission.finish()) {
      room.release(submission.size());
    }
  }

  /** What the writer did not get to in time. */
  private void failAll() {
    for (Submission left = queue.poll(); left != null; left = queue.poll()) {
      if (left.take()) {
        fail(left, busy("The server is stopping"));
      } else {
        room.release(left.size());
      }
    }
  }

  static Refusal busy(String why) {
    return Refusal.of(Kind.BUSY, why + "; nothing was booked, try again");
  }
}
