package org.dompet.alert;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;
import org.dompet.audit.AuditLog;
import org.dompet.audit.Caller;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;

/** Closes an alert: somebody looked, and says what was found and done. */
@ApplicationScoped
public class ResolveAlert {
  /** Characters. */
  public static final int LONGEST_NOTES = 2_000;

  private Alerts alerts;
  private AuditLog audit;
  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected ResolveAlert() {}

  @Inject
  ResolveAlert(Alerts alerts, AuditLog audit, Clock clock) {
    this.alerts = alerts;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Closes it.
   *
   * @param notes 1 to {@value #LONGEST_NOTES} characters, not all blank
   * @throws Refusal {@link Kind#INVALID_REQUEST} without notes, {@link Kind#NOT_FOUND}, or {@link
   *     Kind#ALREADY_RESOLVED}: the first one's notes stay
   */
  @Transactional
  public Alert resolve(UUID id, String notes, UUID by, Caller caller) {
    String text = notes.strip();
    if (text.isEmpty() || text.length() > LONGEST_NOTES || text.indexOf('\0') >= 0) {
      throw Refusal.of(
          Kind.INVALID_REQUEST, "notes", "do not say what was done, in up to 2000 characters");
    }
    boolean resolved = alerts.resolve(id, by, text, clock.instant());
    Alert alert =
        alerts.find(id).orElseThrow(() -> Refusal.of(Kind.NOT_FOUND, "There is no alert " + id));
    if (!resolved) {
      throw Refusal.of(Kind.ALREADY_RESOLVED, "The alert was resolved before");
    }
    audit.done("alert.resolve", by.toString(), id.toString(), caller);
    return alert;
  }
}
