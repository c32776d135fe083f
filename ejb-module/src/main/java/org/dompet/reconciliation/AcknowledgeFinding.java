package org.dompet.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;
import org.dompet.audit.AuditLog;
import org.dompet.audit.Caller;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Somebody looked at a finding, and says what was found out and done. That lowers the wallet's flag
 * if nothing else about it is open; a run that finds the same again raises it again.
 */
@ApplicationScoped
public class AcknowledgeFinding {
  /** Characters. */
  public static final int LONGEST_NOTES = 2_000;

  private Findings findings;
  private AuditLog audit;
  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected AcknowledgeFinding() {}

  @Inject
  AcknowledgeFinding(Findings findings, AuditLog audit, Clock clock) {
    this.findings = findings;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Acknowledges it, and with it the open ones that earlier runs made of the same thing.
   *
   * @param notes 1 to {@value #LONGEST_NOTES} characters, not all blank
   * @throws Refusal {@link Kind#INVALID_REQUEST} without notes, {@link Kind#NOT_FOUND}, or {@link
   *     Kind#ALREADY_RESOLVED}: the first one's notes stay
   */
  @Transactional
  public Finding acknowledge(UUID id, String notes, UUID by, Caller caller) {
    String text = notes.strip();
    if (text.isEmpty() || text.length() > LONGEST_NOTES || text.indexOf('\0') >= 0) {
      throw Refusal.of(
          Kind.INVALID_REQUEST, "notes", "do not say what was found out, in up to 2000 characters");
    }
    Finding before = existing(id);
    @Nullable UUID wallet = before.discrepancy().walletId();
    if (wallet != null) {
      // First the wallet, as whoever records a finding does.
      findings.lockWallet(wallet);
    }
    if (findings.acknowledge(id, by, text, clock.instant()) == 0) {
      throw Refusal.of(Kind.ALREADY_RESOLVED, "The finding was acknowledged before");
    }
    if (wallet != null) {
      findings.lowerFlag(wallet);
    }
    audit.done("finding.acknowledge", by.toString(), id.toString(), caller);
    return existing(id);
  }

  private Finding existing(UUID id) {
    return findings
        .find(id)
        .orElseThrow(() -> Refusal.of(Kind.NOT_FOUND, "There is no finding " + id));
  }
}
