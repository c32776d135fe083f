package org.dompet.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.dompet.audit.AuditLog;
import org.dompet.audit.Caller;
import org.dompet.job.JobRuns;
import org.dompet.onramp.Provider;
import org.dompet.reconciliation.Discrepancy;
import org.dompet.settlement.SettlementScenario;
import org.dompet.settlement.SettlementScenario.Paid;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReconcileStatementsTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final StatementSettings SETTINGS =
      new StatementSettings(Duration.ofDays(3), 1 << 20);

  private final SettlementScenario scenario = new SettlementScenario();
  private final Statements statements = new Statements(scenario.books.transactions);
  private final ReconcileStatements reconcile =
      new ReconcileStatements(
          SETTINGS,
          statements,
          new StatementSides(scenario.books.transactions),
          scenario.discrepancies,
          scenario.progress,
          scenario.books.clock);
  private final UploadStatement upload =
      new UploadStatement(
          SETTINGS,
          statements,
          new KeepInTransaction(),
          new JobRuns(scenario.books.transactions, scenario.books.clock),
          scenario.books.clock);

  private final UUID user = UUID.randomUUID();

  @BeforeEach
  void somebodyUploads() {
    scenario.update(
        "insert into app_user (id, email, password_hash, display_name, created_at) values (?, ?, 'x', 'x', now())",
        user,
        user + "@dompet.test");
  }

  @AfterEach
  void booksBalance() {
    scenario.close();
  }

  @Test
  void findTheirEntriesWithAReasonForEach() {
    Paid named = scenario.paid(payment(), "100.00", DAY);
    Paid unnamed = scenario.paid(payment(), "55.00", DAY);
    Paid refunded = scenario.paid(payment(), "80.00", DAY);
    scenario.refund(refunded, "30.00", Duration.ofHours(20));
    Statement statement =
        match(
            line(named.payment(), "100.00", DAY),
            line(null, "55.00", DAY.minusHours(3)),
            line(refunded.order().toString(), "50.00", DAY));

    Statement.Outcome outcome = statement.outcome();
    assertThat(outcome).isNotNull();
    assertThat(outcome.matched()).isEqualTo(3);
    assertThat(outcome.unmatched()).isZero();
    assertThat(outcome.missing()).isZero();
    assertThat(scenario.found(outcome.runId())).isEmpty();
    assertThat(statements.matches(statement.id(), 0, 10))
        .extracting(numbered -> numbered.match().rule())
        .containsExactly(
            StatementMatch.Rule.REFERENCE,
            StatementMatch.Rule.REFERENCE,
            StatementMatch.Rule.AMOUNT_AND_TIME);
    assertThat(statements.matches(statement.id(), 2, 10)).hasSize(1);
    assertThat(unnamed.order()).isNotNull();
  }

  @Test
  void tellWhatIsOnOneSideAlone() {
    Paid here = scenario.paid(payment(), "100.00", DAY);
    Statement statement = match(line("pi_" + UUID.randomUUID(), "70.00", DAY));

    Statement.Outcome outcome = statement.outcome();
    assertThat(outcome).isNotNull();
    assertThat(outcome.unmatched()).isEqualTo(1);
    assertThat(outcome.missing()).isEqualTo(1);
    assertThat(scenario.found(outcome.runId()))
        .extracting(Discrepancy::kind)
        .containsExactly("MISSING_HERE", "MISSING_THERE");
    assertThat(scenario.found(outcome.runId()).get(1).walletId()).isEqualTo(here.wallet());
    assertThat(scenario.mismatches.all())
        .singleElement()
        .satisfies(
            told -> assertThat(told.comparedWith()).isEqualTo("statement " + statement.id()));
  }

  @Test
  void tellAnotherAmountOfTheSameOrder() {
    Paid paid = scenario.paid(payment(), "100.00", DAY);
    Statement statement = match(line(paid.payment(), "99.00", DAY));
    Statement.Outcome outcome = statement.outcome();
    assertThat(outcome).isNotNull();
    assertThat(scenario.found(outcome.runId()))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.kind()).isEqualTo("AMOUNT_DIFFERS");
              assertThat(found.subject()).isEqualTo("order:" + paid.order());
              assertThat(found.expected()).isEqualTo("99.00");
              assertThat(found.actual()).isEqualTo("100.00");
              assertThat(found.walletId()).isEqualTo(paid.wallet());
            });
  }

  @Test
  void findAnOrderByNameHoweverLongAgoItWas() {
    Paid paid = scenario.paid(payment(), "100.00", Duration.ofDays(60));
    Statement statement = match(line(paid.payment(), "100.00", DAY));
    Statement.Outcome outcome = statement.outcome();
    assertThat(outcome).isNotNull();
    assertThat(outcome.matched()).isEqualTo(1);
  }

  @Test
  void doNotMissWhatIsOnAnotherStatement() {
    Paid first = scenario.paid(payment(), "100.00", DAY);
    Paid second = scenario.paid(payment(), "200.00", DAY);
    match(line(first.payment(), "100.00", DAY));
    Statement statement = match(line(second.payment(), "200.00", DAY));
    Statement.Outcome outcome = statement.outcome();
    assertThat(outcome).isNotNull();
    assertThat(outcome.missing()).isZero();
  }

  @Test
  void areMatchedOnce() {
    scenario.paid(payment(), "100.00", DAY);
    Statement statement = match(line(null, "100.00", DAY));
    UUID again = scenario.run();
    scenario.books.transactions.run(() -> reconcile.reconcile(again, statement.id()));
    assertThat(statements.find(statement.id())).contains(statement);
    assertThat(statements.matches(statement.id(), 0, 10)).hasSize(1);
  }

  @Test
  void areTheSameIfTheFileIsTheSame() {
    String file = file(line(payment(), "1.00", DAY));
    UploadStatement.Result first = upload(file);
    UploadStatement.Result again = upload(file);
    assertThat(first.replayed()).isFalse();
    assertThat(again.replayed()).isTrue();
    assertThat(again.statement()).isEqualTo(first.statement());
  }

  @Test
  void askForARun() {
    scenario.run();
    scenario.update(
        "update job_run set state = 'FAILED', ended_at = now() where job = 'provider-reconciliation' and state = 'RUNNING'");
    UUID id = upload(file(line(payment(), "1.00", DAY))).statement().id();
    assertThat(
            scenario.column(
                "select state from job_run where parameters ->> 'statement' = ?", id.toString()))
        .containsExactly("REQUESTED");
    // While it is open, another statement waits with it.
    assertThat(upload(file(line(payment(), "1.00", DAY))).replayed()).isFalse();
  }

  private Statement match(String... lines) {
    UUID id = upload(file(lines)).statement().id();
    UUID run = scenario.run();
    scenario.books.transactions.run(() -> reconcile.reconcile(run, id));
    return statements.find(id).orElseThrow();
  }

  private UploadStatement.Result upload(String file) {
    return upload.upload(
        Provider.STRIPE,
        new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)),
        user,
        new Caller("192.0.2.1", "test", "r-1"));
  }

  private String line(@Nullable String reference, String amount, Duration ago) {
    return scenario.now().minus(ago)
        + ","
        + (reference == null ? "" : reference)
        + ","
        + amount
        + ",THB";
  }

  private static String file(String... lines) {
    return "date,reference,amount,currency\n" + String.join("\n", lines) + "\n";
  }

  private static String payment() {
    return "pi_" + UUID.randomUUID();
  }

  /** As the container does it. */
  private final class KeepInTransaction extends KeepStatement {
    KeepInTransaction() {
      super(statements, new Unaudited());
    }

    @Override
    boolean keep(Statement statement, Reader source, Caller caller) {
      return scenario.books.transactions.call(
          () -> {
            try {
              return super.keep(statement, source, caller);
            } catch (IOException failed) {
              throw new UncheckedIOException(failed);
            }
          });
    }
  }

  private static final class Unaudited extends AuditLog {
    @Override
    public void done(String action, String actor, @Nullable String target, Caller caller) {}
  }
}
