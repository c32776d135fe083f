package org.dompet.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.dompet.correction.Correction;
import org.dompet.money.Money;
import org.dompet.reconciliation.Discrepancy;
import org.dompet.reconciliation.Finding;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened and needs a person. Two incidents of one type about one subject are the
 * same alert while it is open.
 *
 * @param subject what it is about: a wallet, a provider, a job; at most {@value #LONGEST_SUBJECT}
 *     characters
 * @param occurrence names the event, if it has a name: one that comes again is not counted again,
 *     neither while its alert is open nor after it was resolved
 * @param summary a sentence for a person; shortened to {@value #LONGEST_TEXT} characters
 * @param metadata facts for a person or a program, never a secret; amounts are decimal strings
 */
public record Incident(
    AlertType type,
    String subject,
    @Nullable String occurrence,
    String summary,
    SortedMap<String, String> metadata) {
  static final int LONGEST_SUBJECT = 200;
  static final int LONGEST_TEXT = 500;

  public Incident {
    if (subject.isEmpty() || subject.length() > LONGEST_SUBJECT) {
      throw new IllegalArgumentException("An incident is about something with a short name");
    }
    summary = clean(summary);
    SortedMap<String, String> facts = new TreeMap<>();
    metadata.forEach((name, value) -> facts.put(name, clean(value)));
    metadata = Collections.unmodifiableSortedMap(facts);
  }

  /**
   * The books don't agree with themselves. What is about one wallet is one alert; what is nobody's
   * is one for each kind of fault.
   */
  public static Incident balanceMismatch(Finding finding) {
    Discrepancy found = finding.discrepancy();
    SortedMap<String, String> facts =
        facts(
            "kind",
            found.kind(),
            "subject",
            found.subject(),
            "findingId",
            finding.id(),
            "runId",
            finding.runId());
    put(facts, "walletId", found.walletId());
    put(facts, "currency", found.currency());
    put(facts, found.isOfBalance() ? "expectedBalance" : "expected", found.expected());
    put(facts, found.isOfBalance() ? "actualBalance" : "actual", found.actual());
    return new Incident(
        AlertType.BALANCE_MISMATCH,
        found.walletId() == null ? "books:" + found.kind() : "wallet:" + found.walletId(),
        finding.id().toString(),
        (found.walletId() == null ? "" : "Wallet " + found.walletId() + ": ") + found.detail(),
        facts);
  }

  /**
   * A job ended by an error, lost its node, or takes too long.
   *
   * @param attempt of the run
   * @param startedAt when the run began
   * @param lastGoodRun when the last one that was completed ended; null: there is none
   */
  public static Incident jobCrash(
      String jobName,
      UUID runId,
      int attempt,
      Instant startedAt,
      String reason,
      @Nullable Instant lastGoodRun) {
    SortedMap<String, String> facts =
        facts(
            "jobName",
            jobName,
            "runId",
            runId,
            "attempt",
            attempt,
            "lastRunTime",
            startedAt,
            "failureReason",
            reason);
    if (lastGoodRun != null) {
      facts.put("lastGoodRun", lastGoodRun.toString());
    }
    return new Incident(
        AlertType.JOB_CRASH,
        "job:" + jobName,
        runId + ":" + attempt + ":" + Integer.toHexString(reason.hashCode()),
        "Job " + jobName + " did not go well: " + reason,
        facts);
  }

  static Incident webhookFailure(
      UUID deadLetterId,
      UUID eventId,
      String provider,
      String externalId,
      String reason,
      int attempts,
      Instant firstFailedAt,
      Instant lastFailedAt) {
    return new Incident(
        AlertType.WEBHOOK_FAILURE,
        "provider:" + provider,
        deadLetterId.toString(),
        "Webhooks of " + provider + " end among the dead letters, the last one because: " + reason,
        facts(
            "provider",
            provider,
            "externalId",
            externalId,
            "failureReason",
            reason,
            "deadLetterId",
            deadLetterId,
            "webhookEventId",
            eventId,
            "attempts",
            attempts,
            "firstFailedAt",
            firstFailedAt,
            "lastFailedAt",
            lastFailedAt));
  }

  static Incident refundShortfall(UUID orderId, UUID walletId, Money shortfall) {
    return new Incident(
        AlertType.REFUND_SHORTFALL,
        "order:" + orderId,
        null,
        "A refund found "
            + shortfall
            + " too little in wallet "
            + walletId
            + "; suspense has paid it",
        facts(
            "orderId",
            orderId,
            "walletId",
            walletId,
            "currency",
            shortfall.currency(),
            "shortfall",
            shortfall.decimal()));
  }

  /**
   * Somebody who works here touches a wallet by hand: one alert for each, which its steps count.
   */
  static Incident correction(Correction correction) {
    SortedMap<String, String> facts =
        facts(
            "correctionId",
            correction.id(),
            "walletId",
            correction.walletId(),
            "kind",
            correction.kind(),
            "status",
            correction.status(),
            "requestedBy",
            correction.requestedBy());
    @Nullable Money amount = correction.amount();
    if (amount != null) {
      facts.put("currency", amount.currency().name());
      facts.put("amount", amount.decimal());
    }
    Correction.@Nullable Decision decision = correction.decision();
    put(facts, "decidedBy", decision == null ? null : decision.by());
    return new Incident(
        AlertType.EMERGENCY_CORRECTION,
        "correction:" + correction.id(),
        correction.id() + ":" + correction.status(),
        correction.kind()
            + (amount == null ? "" : " of " + amount)
            + " on wallet "
            + correction.walletId()
            + (correction.status() == Correction.Status.WAITING
                ? " waits for another administrator: "
                : " is " + correction.status() + ": ")
            + correction.reason(),
        facts);
  }

  /**
   * What a provider says is not what the books say. All that one run finds of a provider is one.
   *
   * @param found how many there are of each kind
   */
  static Incident providerMismatch(
      String provider, UUID runId, String comparedWith, SortedMap<String, Integer> found) {
    int all = found.values().stream().mapToInt(Integer::intValue).sum();
    SortedMap<String, String> facts =
        facts("provider", provider, "runId", runId, "comparedWith", comparedWith, "findings", all);
    found.forEach((kind, count) -> facts.put(kind, count.toString()));
    return new Incident(
        AlertType.PROVIDER_MISMATCH,
        "provider:" + provider,
        runId + " " + comparedWith,
        "The books and "
            + comparedWith
            + " of "
            + provider
            + " differ in "
            + all
            + (all == 1 ? " place: " : " places: ")
            + found,
        facts);
  }

  /**
   * Somebody tries the account of one who works here.
   *
   * @param failures within a day, from everywhere
   * @param lastFrom the network of the last one
   * @param passwordKnown whether it is the codes that fail
   */
  static Incident signInAttack(UUID userId, long failures, String lastFrom, boolean passwordKnown) {
    return new Incident(
        AlertType.SIGN_IN_ATTACK,
        "user:" + userId,
        null,
        (passwordKnown
                ? "Somebody knows the password of staff and has no good code: "
                : "Sign-ins to an account of staff fail: ")
            + failures
            + " within a day, user "
            + userId,
        facts(
            "userId",
            userId,
            "failures",
            failures,
            "lastFrom",
            lastFrom,
            "passwordKnown",
            passwordKnown));
  }

  /**
   * More credits than the threshold within a period.
   *
   * @param walletId null: all wallets together
   * @param lastEntry the newest of the credits
   */
  static Incident creditSpike(
      @Nullable UUID walletId,
      Money credited,
      Money threshold,
      Duration period,
      long credits,
      UUID lastEntry) {
    SortedMap<String, String> facts =
        facts(
            "currency",
            credited.currency(),
            "creditAmount",
            credited.decimal(),
            "threshold",
            threshold.decimal(),
            "period",
            period,
            "credits",
            credits);
    if (walletId != null) {
      facts.put("walletId", walletId.toString());
    }
    return new Incident(
        AlertType.CREDIT_SPIKE,
        walletId == null ? "total:" + credited.currency() : "wallet:" + walletId,
        lastEntry.toString(),
        (walletId == null ? "All wallets together" : "Wallet " + walletId)
            + " took in "
            + credited
            + " within "
            + period
            + ", above the threshold of "
            + threshold,
        facts);
  }

  private static SortedMap<String, String> facts(Object... namesAndValues) {
    SortedMap<String, String> facts = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      facts.put(namesAndValues[i].toString(), namesAndValues[i + 1].toString());
    }
    return facts;
  }

  private static void put(Map<String, String> facts, String name, @Nullable Object value) {
    if (value != null) {
      facts.put(name, value.toString());
    }
  }

  /** One line: what an outsider wrote must not look like a line of ours. */
  private static String clean(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT - 1) + "…";
  }

  /** The facts as lines of text. */
  String factsAsText() {
    StringBuilder lines = new StringBuilder();
    for (Map.Entry<String, String> fact : metadata.entrySet()) {
      lines.append(fact.getKey()).append(": ").append(fact.getValue()).append('\n');
    }
    return lines.toString();
  }
}
