package org.dompet.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dompet.audit.AuditLog;
import org.dompet.audit.Caller;
import org.dompet.job.Job;
import org.dompet.job.JobRun;
import org.dompet.job.JobRuns;
import org.dompet.reconciliation.BooksScenario.Purse;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.testing.FiredEvents;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private static final Caller CALLER = new Caller("192.0.2.1", "test", "r-1");
  private static BooksScenario books;

  private final List<String> audited = new CopyOnWriteArrayList<>();
  private final FiredEvents<BalanceMismatch> told = new FiredEvents<>();
  private Findings findings;
  private RecordMismatches recordMismatches;
  private AcknowledgeFinding acknowledgeFinding;

  @BeforeAll
  static void start() {
    books = new BooksScenario();
  }

  @AfterAll
  static void stop() {
    books.close();
  }

  @BeforeEach
  void empty() {
    books.clear();
    findings = new Findings(books.transactions, books.clock);
    recordMismatches = new RecordMismatches(findings, told);
    acknowledgeFinding = new AcknowledgeFinding(findings, new Audited(), books.clock);
  }

  @Test
  void areKeptOnceInARunAndToldOnce() {
    UUID run = run();
    Purse purse = books.with("1.00");
    Discrepancy wrong = balance(purse);
    assertThat(record(run, wrong)).isEqualTo(1);
    assertThat(record(run, wrong, versionOf(purse))).isEqualTo(1);
    assertThat(findings.list(Findings.Filter.ofRun(run), null, 10))
        .extracting(Finding::discrepancy)
        .containsExactly(versionOf(purse), wrong);
    assertThat(told.all())
        .extracting(mismatch -> mismatch.finding().discrepancy().kind())
        .containsExactly("BALANCE_MISMATCH", "VERSION_MISMATCH");
    UUID next = nextRun(run);
    assertThat(record(next, wrong)).isEqualTo(1);
    assertThat(findings.list(Findings.Filter.ANY, null, 10)).hasSize(3);
  }

  @Test
  void flagTheirWalletUntilTheLastOneIsAcknowledged() {
    Purse purse = books.with("1.00");
    Purse other = books.with("1.00");
    UUID run = run();
    record(run, balance(purse), versionOf(purse));
    assertThat(flagged()).containsExactly(purse.walletId());
    assertThat(findings.flagged(null, 10))
        .singleElement()
        .satisfies(
            wallet -> {
              assertThat(wallet.openFindings()).isEqualTo(2);
              assertThat(wallet.kinds()).containsExactly("BALANCE_MISMATCH", "VERSION_MISMATCH");
              assertThat(wallet.lastFoundAt()).isEqualTo(books.clock.instant());
            });
    List<Finding> open = findings.list(Findings.Filter.ANY, null, 10);
    UUID by = purse.userId();

    acknowledge(open.get(0).id(), "Seen", by);
    assertThat(flagged()).containsExactly(purse.walletId());
    books.clock.advance(Duration.ofMinutes(1));
    Finding seen = acknowledge(open.get(1).id(), "  Booked by hand ", by);
    assertThat(seen.acknowledgement())
        .isEqualTo(new Finding.Acknowledgement(by, books.clock.instant(), "Booked by hand"));
    assertThat(flagged()).isEmpty();
    assertThat(findings.open()).isZero();
    assertThat(audited)
        .containsExactly(
            "finding.acknowledge " + by + " " + open.get(0).id(),
            "finding.acknowledge " + by + " " + open.get(1).id());

    record(nextRun(run), balance(purse));
    assertThat(flagged()).containsExactly(purse.walletId()).doesNotContain(other.walletId());
  }

  @Test
  void areAcknowledgedTogetherWithWhatEarlierRunsMadeOfTheSame() {
    Purse purse = books.with("1.00");
    UUID first = run();
    record(first, balance(purse));
    UUID second = nextRun(first);
    record(second, balance(purse));
    UUID third = nextRun(second);
    record(third, balance(purse));
    acknowledge(only(second).id(), "Known", purse.userId());
    assertThat(only(first).acknowledgement()).isNotNull();
    assertThat(only(third).acknowledgement()).isNull();
    assertThat(flagged()).containsExactly(purse.walletId());
    acknowledge(only(third).id(), "Known", purse.userId());
    assertThat(flagged()).isEmpty();
  }

  @Test
  void areAcknowledgedOnceWithNotesBySomebody() {
    Purse purse = books.with("1.00");
    UUID run = run();
    record(run, balance(purse));
    UUID id = only(run).id();
    for (String notes : List.of("", "  \n ", "x".repeat(2_001), "a\0b")) {
      refuses(Kind.INVALID_REQUEST, () -> acknowledge(id, notes, purse.userId()));
    }
    refuses(Kind.NOT_FOUND, () -> acknowledge(UUID.randomUUID(), "why", purse.userId()));
    acknowledge(id, "x".repeat(2_000), purse.userId());
    refuses(Kind.ALREADY_RESOLVED, () -> acknowledge(id, "again", purse.userId()));
    assertThat(audited).hasSize(1);
    assertThatThrownBy(() -> books.update("update finding set notes = 'other' where id = ?", id))
        .hasMessageContaining("is acknowledged");
    assertThatThrownBy(() -> books.update("delete from finding where id = ?", id))
        .hasMessageContaining("permission denied");
  }

  @Test
  void areKeptThoughTheirWalletIsGone() {
    UUID run = run();
    UUID wallet = UUID.randomUUID();
    record(
        run,
        new Discrepancy("ACCOUNT_MISSING", "wallet:" + wallet, wallet, null, null, null, "Gone"));
    assertThat(only(run).discrepancy().walletId()).isEqualTo(wallet);
    Purse purse = books.with("1.00");
    acknowledge(only(run).id(), "Gone indeed", purse.userId());
  }

  @Test
  void areFoundByKindWalletAndStateInPages() {
    Purse purse = books.with("1.00");
    Purse other = books.with("1.00");
    UUID run = run();
    record(run, balance(purse), balance(other), versionOf(other));
    List<Finding> all = findings.list(Findings.Filter.ANY, null, 10);
    assertThat(findings.list(Findings.Filter.ANY, null, 2)).isEqualTo(all.subList(0, 2));
    assertThat(findings.list(Findings.Filter.ANY, all.get(1).id(), 2)).isEqualTo(all.subList(2, 3));
    assertThat(findings.list(new Findings.Filter(run, "VERSION_MISMATCH", null, false), null, 10))
        .isEqualTo(all.subList(0, 1));
    assertThat(findings.list(new Findings.Filter(null, null, purse.walletId(), null), null, 10))
        .isEqualTo(all.subList(2, 3));
    acknowledge(all.get(2).id(), "Seen", purse.userId());
    assertThat(findings.list(new Findings.Filter(null, null, null, true), null, 10))
        .extracting(Finding::id)
        .containsExactly(all.get(2).id());
    assertThat(findings.list(new Findings.Filter(null, null, null, false), null, 10)).hasSize(2);
  }

  @Test
  void areToldOfAHundredAtOnceAtMost() {
    UUID run = run();
    List<Discrepancy> many = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      many.add(
          new Discrepancy("ENTRY_MISSING", "entry:" + i, null, null, null, null, "Entry " + i));
    }
    assertThat(record(run, many.toArray(Discrepancy[]::new))).isEqualTo(150);
    assertThat(told.all()).hasSize(100);
    assertThat(findings.open()).isEqualTo(150);
  }

  @Test
  void shortenWhatIsTooLong() {
    UUID run = run();
    String huge = "x".repeat(1_000);
    record(run, new Discrepancy("OTHER", "a:" + huge, null, null, huge, huge, huge));
    assertThat(only(run).discrepancy().detail()).hasSize(500).endsWith("…");
    assertThat(only(run).discrepancy().expected()).hasSize(200);
  }

  private int record(UUID run, Discrepancy... found) {
    return books.transactions.call(() -> recordMismatches.record(run, List.of(found)));
  }

  private Finding acknowledge(UUID id, String notes, UUID by) {
    return books.transactions.call(() -> acknowledgeFinding.acknowledge(id, notes, by, CALLER));
  }

  private Finding only(UUID run) {
    List<Finding> found = findings.list(Findings.Filter.ofRun(run), null, 10);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private List<UUID> flagged() {
    return findings.flagged(null, 200).stream().map(FlaggedWallet::walletId).toList();
  }

  private static UUID run() {
    return new JobRuns(books.transactions, books.clock)
        .request(Job.WALLET_RECONCILIATION, JobRun.Trigger.TIMER, null, new TreeMap<>());
  }

  /** One that begins when the other one has ended. */
  private static UUID nextRun(UUID before) {
    new JobRuns(books.transactions, books.clock).requestStop(before);
    return run();
  }

  private static Discrepancy balance(Purse purse) {
    return new Discrepancy(
        "BALANCE_MISMATCH",
        "account:" + purse.available(),
        purse.walletId(),
        "THB",
        "1.00",
        "2.00",
        "Too much");
  }

  private static Discrepancy versionOf(Purse purse) {
    return new Discrepancy(
        "VERSION_MISMATCH",
        "account:" + purse.available(),
        purse.walletId(),
        "THB",
        "1",
        "2",
        "Too many");
  }

  private static void refuses(Kind kind, ThrowingCallable work) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(kind));
  }

  private final class Audited extends AuditLog {
    @Override
    public void done(String action, String actor, @Nullable String target, Caller caller) {
      audited.add(action + " " + actor + " " + target);
    }
  }
}
