package org.dompet.reconciliation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.dompet.job.Job;
import org.dompet.job.JobRun;
import org.dompet.job.JobRuns;
import org.dompet.job.NodeName;
import org.dompet.job.RunPart;
import org.dompet.job.RunProgress;
import org.dompet.testing.FiredEvents;
import org.dompet.testing.LocalTransactions;

/** The work of {@code wallet-reconciliation} without a container: two parts at a time. */
public final class StandaloneProofs {
  private static final int THREADS = 2;
  private static final String NODE = "test";

  private final LocalTransactions transactions;
  private final ReconcileWallets reconcile;
  private final RunProgress progress;
  private final JobRuns runs;
  private final Findings findings;
  private final FiredEvents<BalanceMismatch> told = new FiredEvents<>();
  private final ProveBooks proveBooks;

  public StandaloneProofs(LocalTransactions transactions, Clock clock) {
    this.transactions = transactions;
    this.reconcile = new ReconcileWallets(transactions);
    this.progress = new RunProgress(transactions, new NodeName(NODE));
    this.runs = new JobRuns(transactions, clock);
    this.findings = new Findings(transactions, clock);
    this.proveBooks = new ProveBooks(reconcile, new RecordMismatches(findings, told), progress);
  }

  /** Runs it from beginning to end. */
  public JobRun run() throws InterruptedException, ExecutionException {
    UUID run = begin();
    Queue<RunPart> parts = new ConcurrentLinkedQueue<>(plan(run));
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Boolean>> workers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        workers.add(
            () -> {
              for (RunPart part = parts.poll(); part != null; part = parts.poll()) {
                for (RunPart at = part; !at.done(); ) {
                  at = look(run, at);
                }
              }
              return true;
            });
      }
      for (Future<Boolean> worker : threads.invokeAll(workers)) {
        worker.get();
      }
    } finally {
      threads.shutdownNow();
    }
    end(run);
    return runs.find(run).orElseThrow();
  }

  /** The kinds that a run has found, with how often. */
  public SortedMap<String, Long> found(UUID run) {
    SortedMap<String, Long> kinds = new TreeMap<>();
    findings
        .list(Findings.Filter.ofRun(run), null, Findings.MAX_PAGE)
        .forEach(finding -> kinds.merge(finding.discrepancy().kind(), 1L, Long::sum));
    return kinds;
  }

  /** A run that this node has taken. */
  UUID begin() {
    UUID run = runs.request(Job.WALLET_RECONCILIATION, JobRun.Trigger.TIMER, null, new TreeMap<>());
    change(
        """
        update job_run set state = 'RUNNING', node = '%s', heartbeat_at = clock_timestamp(),
                           started_at = coalesce(started_at, clock_timestamp())
         where id = ?"""
            .formatted(NODE),
        run);
    return run;
  }

  /** The parts that are left. */
  Queue<RunPart> plan(UUID run) {
    Supplier<List<RunPart>> plan = () -> progress.plan(run, reconcile::plan);
    return new ArrayDeque<>(transactions.call(plan).stream().filter(part -> !part.done()).toList());
  }

  RunPart look(UUID run, RunPart part) {
    return transactions.call(() -> proveBooks.prove(run, part));
  }

  void end(UUID run) {
    change(
        "update job_run set state = 'COMPLETED', ended_at = clock_timestamp() where id = ?", run);
  }

  List<BalanceMismatch> told() {
    return told.all();
  }

  private void change(String sql, UUID run) {
    try (Connection connection = transactions.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, run);
      statement.executeUpdate();
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
