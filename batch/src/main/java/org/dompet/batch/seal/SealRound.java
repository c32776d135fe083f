package org.dompet.batch.seal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.dompet.audit.AccessFault;
import org.dompet.audit.AccessReport;
import org.dompet.job.RunProgress;
import org.dompet.reconciliation.Discrepancy;
import org.dompet.reconciliation.RecordMismatches;
import org.dompet.seal.Seal;
import org.dompet.seal.SealFault;
import org.dompet.seal.SealLedger;
import org.dompet.seal.SealReport;

/** One transaction of a run. */
@ApplicationScoped
public class SealRound {
  @Inject private SealLedger sealLedger;
  @Inject private RunProgress progress;
  @Inject private RecordMismatches mismatches;

  @SuppressWarnings("NullAway.Init") // for the container
  protected SealRound() {}

  /** Adds a seal of late entries; false if there are none. */
  @Transactional
  public boolean sealLate(UUID run) {
    return note(run, sealLedger.sealLate(SealLedger.MOST_ENTRIES));
  }

  /** Adds the next seal; false if there was nothing to seal. */
  @Transactional
  public boolean sealNext(UUID run) {
    return note(run, sealLedger.sealNext(SealLedger.MOST_ENTRIES));
  }

  private boolean note(UUID run, Optional<Seal> seal) {
    seal.ifPresent(made -> progress.add(run, made.entries(), made.entries(), 0));
    return seal.isPresent();
  }

  /** Keeps what a walk along seals has found. */
  @Transactional
  public void keep(UUID run, SealReport report) {
    List<Discrepancy> found = report.faults().stream().map(SealRound::discrepancy).toList();
    int added = mismatches.record(run, found);
    progress.add(run, 0, report.entries(), added);
  }

  /** Keeps what a walk along the admin access log has found. */
  @Transactional
  public void keep(UUID run, AccessReport report) {
    List<Discrepancy> found = report.faults().stream().map(SealRound::discrepancy).toList();
    progress.add(run, 0, 0, mismatches.record(run, found));
  }

  private static Discrepancy discrepancy(AccessFault fault) {
    return new Discrepancy(
        "ACCESS_" + fault.kind().name(),
        "access-log:" + fault.number(),
        null,
        null,
        fault.expected(),
        fault.actual(),
        "Admin access log: " + fault.detail());
  }

  private static Discrepancy discrepancy(SealFault fault) {
    return new Discrepancy(
        fault.kind().name(),
        fault.subject(),
        null,
        null,
        fault.expected(),
        fault.actual(),
        fault.detail());
  }
}
