package org.dompet.alert;

import java.util.Locale;

/** What kind of thing needs a person, and how soon. */
public enum AlertType {
  /** What a wallet holds is not what it should, says a reconciliation. */
  BALANCE_MISMATCH(Severity.CRITICAL),
  /** A webhook ended among the dead letters. */
  WEBHOOK_FAILURE(Severity.HIGH),
  /** A job ended by an error. */
  JOB_CRASH(Severity.CRITICAL),
  /** More money came in than usual. */
  CREDIT_SPIKE(Severity.MEDIUM),
  /** Money was refunded that the wallet no longer had. */
  REFUND_SHORTFALL(Severity.HIGH),
  /** What a payment provider says is not what the books say. */
  PROVIDER_MISMATCH(Severity.HIGH),
  /** An administrator corrects a wallet by hand, or asks another to approve it. */
  EMERGENCY_CORRECTION(Severity.HIGH),
  /** Sign-ins to the account of somebody who works here fail again and again. */
  SIGN_IN_ATTACK(Severity.HIGH);

  /** How soon somebody must look. */
  public enum Severity {
    /** Now, whatever the hour. */
    CRITICAL,
    /** Within the hour. */
    HIGH,
    /** Today. */
    MEDIUM,
    LOW
  }

  private final Severity severity;

  AlertType(Severity severity) {
    this.severity = severity;
  }

  public Severity severity() {
    return severity;
  }

  /** As docs/alerts.md has it in its headings: {@code balance-mismatch}. */
  String anchor() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
