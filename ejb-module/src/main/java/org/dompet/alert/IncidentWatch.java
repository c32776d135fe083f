package org.dompet.alert;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.dompet.correction.CorrectionChanged;
import org.dompet.identity.StaffUnderAttack;
import org.dompet.job.JobFailed;
import org.dompet.onramp.RefundShortfall;
import org.dompet.reconciliation.BalanceMismatch;
import org.dompet.settlement.ProviderMismatch;
import org.dompet.webhook.WebhookDeadLettered;

/** Sees in others' events what needs a person, and raises it in the transaction of the event. */
@ApplicationScoped
class IncidentWatch {
  private RaiseAlert raise;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected IncidentWatch() {}

  @Inject
  IncidentWatch(RaiseAlert raise) {
    this.raise = raise;
  }

  void onDeadLetter(@Observes WebhookDeadLettered dead) {
    raise.raise(
        Incident.webhookFailure(
            dead.deadLetterId(),
            dead.eventId(),
            dead.provider(),
            dead.externalId(),
            dead.reason(),
            dead.attempts(),
            dead.firstFailedAt(),
            dead.lastFailedAt()));
  }

  void onMismatch(@Observes BalanceMismatch mismatch) {
    raise.raise(Incident.balanceMismatch(mismatch.finding()));
  }

  void onJobFailure(@Observes JobFailed failed) {
    raise.raise(
        Incident.jobCrash(
            failed.job().code(),
            failed.runId(),
            failed.attempt(),
            failed.startedAt(),
            failed.error(),
            failed.lastGoodRun()));
  }

  void onShortfall(@Observes RefundShortfall refund) {
    raise.raise(Incident.refundShortfall(refund.orderId(), refund.walletId(), refund.shortfall()));
  }

  void onCorrection(@Observes CorrectionChanged changed) {
    raise.raise(Incident.correction(changed.correction()));
  }

  void onAttack(@Observes StaffUnderAttack attack) {
    raise.raise(
        Incident.signInAttack(
            attack.userId(), attack.failures(), attack.lastFrom(), attack.passwordKnown()));
  }

  void onProviderMismatch(@Observes ProviderMismatch mismatch) {
    raise.raise(
        Incident.providerMismatch(
            mismatch.provider(), mismatch.runId(), mismatch.comparedWith(), mismatch.found()));
  }
}
