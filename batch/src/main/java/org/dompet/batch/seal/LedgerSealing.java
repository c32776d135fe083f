package org.dompet.batch.seal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.dompet.audit.AccessReport;
import org.dompet.audit.VerifyAccessLog;
import org.dompet.batch.run.Run;
import org.dompet.batch.run.RunBatchlet;
import org.dompet.seal.Seal;
import org.dompet.seal.VerifySeals;

/**
 * The step of {@code ledger-seal}: looks at the last seals, so that none is chained to a touched
 * one unnoticed; then adds seal after seal, each in a transaction with its progress. It looks at
 * the end of the admin access log too, and says where that ends. All seals and all lines are the
 * command's to walk.
 */
@Dependent
@Named("ledgerSealing")
public class LedgerSealing extends RunBatchlet {
  /** Half a second of work, whatever the books hold. */
  private static final long SEALS_TO_VERIFY = 3;

  /** Some weeks of people, or the hours in which a program was at it. */
  private static final long LINES_TO_VERIFY = 10_000;

  private static final Logger LOG = System.getLogger(LedgerSealing.class.getName());

  @Inject private VerifySeals verifySeals;
  @Inject private VerifyAccessLog verifyAccessLog;
  @Inject private SealRound round;

  @SuppressWarnings("NullAway.Init") // for the container
  public LedgerSealing() {}

  @Override
  protected void work(Run run) {
    long last = verifySeals.head().map(Seal::number).orElse(0L);
    if (last > 0) {
      round.keep(run.id(), verifySeals.verify(last - SEALS_TO_VERIFY + 1, seal -> {}));
    }
    lookAtTheAccessLog(run);
    boolean more = true;
    while (more && !run.isStopping()) {
      more = round.sealLate(run.id());
    }
    more = true;
    while (more && !run.isStopping()) {
      more = round.sealNext(run.id());
    }
  }

  /** Who ships the log elsewhere has the heads of the chain there. */
  private void lookAtTheAccessLog(Run run) {
    AccessReport report = verifyAccessLog.verifyLast(LINES_TO_VERIFY);
    if (!report.intact()) {
      round.keep(run.id(), report);
    } else if (report.head() != null) {
      LOG.log(Level.INFO, "Admin access log intact, head {0}", report.head());
    }
  }
}
