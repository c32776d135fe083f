package org.dompet.job;

import java.time.Duration;
import java.util.Arrays;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;

/** Every job there is. Its code is its name everywhere: in the database, in doors and settings. */
public enum Job {
  /** Compares every wallet with its postings, and the books with themselves. */
  WALLET_RECONCILIATION("wallet-reconciliation", Duration.ofMinutes(15), Duration.ofHours(2)),
  /** Compares orders and credits with what payment providers say. */
  PROVIDER_RECONCILIATION("provider-reconciliation", Duration.ofHours(1), Duration.ofHours(1)),
  /** Gives back what holds past their expiry set aside. */
  HOLD_EXPIRY("hold-expiry", Duration.ofMinutes(1), Duration.ofMinutes(15)),
  /** Ends orders that nobody paid in time. */
  ORDER_EXPIRY("order-expiry", Duration.ofMinutes(1), Duration.ofMinutes(15)),
  /** Chains hashes over what was booked since the last seal. */
  LEDGER_SEAL("ledger-seal", Duration.ofMinutes(10), Duration.ofHours(1)),
  /** Nudges for webhooks whose message was lost. */
  WEBHOOK_RETRY("webhook-retry", Duration.ofMinutes(5), Duration.ofMinutes(15)),
  /** Looks for more credits than usual. */
  CREDIT_SPIKE("credit-spike", Duration.ofMinutes(1), Duration.ofMinutes(15));

  private final String code;
  private final Duration every;
  private final Duration longest;

  Job(String code, Duration every, Duration longest) {
    this.code = code;
    this.every = every;
    this.longest = longest;
  }

  /** Small letters and hyphens. */
  public String code() {
    return code;
  }

  /** How often it is due unless the configuration says otherwise. */
  Duration every() {
    return every;
  }

  /** How long a run may take before somebody is told, unless the configuration says otherwise. */
  Duration longest() {
    return longest;
  }

  /**
   * The one with this code.
   *
   * @throws Refusal {@link Kind#NOT_FOUND}
   */
  public static Job ofCode(String code) {
    return Arrays.stream(values())
        .filter(job -> job.code.equals(code))
        .findFirst()
        .orElseThrow(() -> Refusal.of(Kind.NOT_FOUND, "There is no such job"));
  }
}
