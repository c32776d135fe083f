package org.dompet.settlement;

import java.math.BigDecimal;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.dompet.job.NodeName;
import org.dompet.job.RunPart;
import org.dompet.job.RunProgress;
import org.dompet.ledger.JournalEntry;
import org.dompet.ledger.LedgerScenario;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.dompet.onramp.Provider;
import org.dompet.reconciliation.Discrepancy;
import org.dompet.reconciliation.Finding;
import org.dompet.reconciliation.Findings;
import org.dompet.testing.FiredEvents;
import org.dompet.testing.TestDatabase;
import org.dompet.time.UuidV7;
import org.jspecify.annotations.Nullable;

/**
 * Orders, books and a provider that says what it is told to say, on the shared database. Each
 * scenario has a time of its own, years from the next, so that a window holds nothing of another.
 */
public final class SettlementScenario implements AutoCloseable {
  private static final String NODE = "node-of-tests";
  private static int scenarios;

  public final LedgerScenario books = new LedgerScenario();
  public final FiredEvents<ProviderMismatch> mismatches = new FiredEvents<>();
  public final Findings findings = new Findings(books.transactions, books.clock);
  public final RunProgress progress = new RunProgress(books.transactions, new NodeName(NODE));
  public final RecordDiscrepancies discrepancies = new RecordDiscrepancies(findings, mismatches);
  final Told told = new Told();
  private final StagedRecords staged = new StagedRecords(books.transactions, books.clock);
  private final SettlementSettings settings =
      new SettlementSettings(
          Duration.ofHours(25),
          Duration.ofMinutes(15),
          Duration.ofSeconds(1),
          1_000,
          URI.create("http://127.0.0.1:1"));

  public SettlementScenario() {
    synchronized (SettlementScenario.class) {
      books.clock.set(
          Instant.parse("2040-01-10T12:00:00Z").plus(Duration.ofDays(400L * ++scenarios)));
    }
  }

  public Instant now() {
    return books.clock.instant();
  }

  /** An order, and where its money went. */
  public record Paid(UUID order, UUID wallet, UUID account, String payment) {}

  /** An order that was paid and credited some time ago. */
  public Paid paid(String payment, String thb, Duration ago) {
    Paid paid = order(payment, thb, ago);
    complete(paid, thb, ago);
    credit(paid, thb, ago);
    return paid;
  }

  /** An order that waits for its payment. */
  public Paid order(String payment, String thb, Duration ago) {
    UUID user = UUID.randomUUID();
    update(
        "insert into app_user (id, email, password_hash, display_name, created_at) values (?, ?, 'x', 'x', ?)",
        user,
        user + "@dompet.test",
        now());
    UUID account = books.accounts.open("available", Currency.THB);
    UUID wallet = UUID.randomUUID();
    update(
        """
        insert into wallet (id, user_id, currency, available_account, held_account, opened_at)
        values (?, ?, 'THB', ?, ?, ?)""",
        wallet,
        user,
        account,
        books.accounts.open("held", Currency.THB),
        now());
    UUID order = UuidV7.next(books.clock);
    update(
        """
        insert into onramp_order (id, user_id, wallet_id, provider, currency, amount, status,
                                  idempotency_key, created_at, expires_at, updated_at)
        values (?, ?, ?, 'STRIPE', 'THB', ?, 'PENDING', ?, ?, ?, ?)""",
        order,
        user,
        wallet,
        new BigDecimal(thb),
        order.toString(),
        now().minus(ago),
        now().plus(Duration.ofHours(1)),
        now());
    return new Paid(order, wallet, account, payment);
  }

  public void complete(Paid paid, String thb, Duration ago) {
    update(
        """
        update onramp_order set status = 'COMPLETED', payment_reference = ?, credited = ?, completed_at = ?
         where id = ?""",
        paid.payment(),
        new BigDecimal(thb),
        now().minus(ago),
        paid.order());
  }

  /** Books a credit of an order; again for another one. */
  public UUID credit(Paid paid, String thb, Duration ago) {
    return book("ONRAMP_CREDIT", paid, stripe(), paid.account(), thb, ago);
  }

  public UUID refund(Paid paid, String thb, Duration ago) {
    update(
        "update onramp_order set refunded = refunded + ? where id = ?",
        new BigDecimal(thb),
        paid.order());
    return book("ONRAMP_REFUND", paid, paid.account(), stripe(), thb, ago);
  }

  private UUID stripe() {
    return books.accounts.platform("external:stripe", Currency.THB).id();
  }

  private UUID book(String kind, Paid paid, UUID from, UUID to, String thb, Duration ago) {
    Instant present = now();
    books.clock.set(present.minus(ago));
    try {
      UUID id = UuidV7.next(books.clock);
      Money amount = Money.of(thb, Currency.THB);
      books
          .ledger
          .postRetrying(
              new JournalEntry(
                  id,
                  LedgerScenario.key(),
                  kind,
                  paid.order().toString(),
                  kind,
                  new TreeMap<>(),
                  now(),
                  LedgerScenario.ACTOR,
                  List.of(
                      new JournalEntry.Leg(from, amount.negate()),
                      new JournalEntry.Leg(to, amount)),
                  null,
                  false))
          .orRefuse();
      return id;
    } finally {
      books.clock.set(present);
    }
  }

  /** A run that this node has. */
  public UUID run() {
    update(
        """
        update job_run set state = 'FAILED', ended_at = now()
         where job = 'provider-reconciliation' and state in ('REQUESTED', 'RUNNING')""");
    UUID id = UuidV7.next(books.clock);
    update(
        """
        insert into job_run (id, job, trigger, state, node, heartbeat_at, started_at, requested_at)
        values (?, 'provider-reconciliation', 'TIMER', 'RUNNING', ?, now(), now(), now())""",
        id,
        NODE);
    return id;
  }

  /** Compares with what the provider was told to say, in a run of its own. */
  List<Discrepancy> reconcile() {
    UUID run = run();
    reconcile(run);
    return found(run);
  }

  void reconcile(UUID run) {
    ReconcileProvider reconcile = reconciling();
    RunProgress.Window window =
        books.transactions.call(() -> progress.window(run, reconcile.window()));
    for (RunPart part : books.transactions.call(() -> progress.plan(run, reconcile::plan))) {
      if (!part.done()) {
        reconcile.reconcile(run, part, window, told::isStopping);
      }
    }
  }

  ReconcileProvider reconciling() {
    SettlementSteps steps =
        new SettlementSteps(staged, new Comparison(books.transactions), discrepancies, progress) {
          @Override
          void keep(Place place, List<ProviderRecord> records, int size, String position) {
            books.transactions.run(() -> super.keep(place, records, size, position));
          }

          @Override
          void compare(Place place) {
            books.transactions.run(() -> super.compare(place));
          }
        };
    return new ReconcileProvider(List.of(told), settings, steps, books.clock);
  }

  /** What a run found, by kind. */
  public List<Discrepancy> found(UUID run) {
    return findings.list(Findings.Filter.ofRun(run), null, Findings.MAX_PAGE).stream()
        .map(Finding::discrepancy)
        .sorted(Comparator.comparing(Discrepancy::kind))
        .toList();
  }

  public void update(String sql, @Nullable Object... parameters) {
    try (Connection connection = TestDatabase.shared().application().getConnection();
        PreparedStatement statement = prepare(connection, sql, parameters)) {
      statement.executeUpdate();
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  public List<Object> column(String sql, @Nullable Object... parameters) {
    try (Connection connection = TestDatabase.shared().application().getConnection();
        PreparedStatement statement = prepare(connection, sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      List<Object> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getObject(1));
      }
      return values;
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static PreparedStatement prepare(
      Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      Object value = parameters[i];
      statement.setObject(
          i + 1, value instanceof Instant moment ? moment.atOffset(ZoneOffset.UTC) : value);
    }
    return statement;
  }

  @Override
  public void close() {
    books.close();
  }

  /** A provider that says what it is told to say, two records a page. */
  final class Told implements ProviderRecords {
    final List<ProviderRecord> list = new ArrayList<>();
    final Map<String, List<ProviderRecord>> single = new HashMap<>();
    final List<String> questions = new ArrayList<>();
    private int failAt = -1;
    private int stopAt = -1;

    void settled(Paid paid, String thb, Duration ago) {
      list.add(payment(paid.payment(), paid.order().toString(), "THB", thb, ago));
    }

    ProviderRecord payment(
        String reference, @Nullable String order, String currency, String amount, Duration ago) {
      return new ProviderRecord(
          ProviderRecord.What.PAYMENT,
          reference,
          order,
          ProviderRecord.State.SETTLED,
          currency,
          new BigDecimal(amount),
          null,
          now().minus(ago));
    }

    ProviderRecord refund(Paid paid, String thb, Duration ago) {
      return new ProviderRecord(
          ProviderRecord.What.REFUND,
          paid.payment(),
          paid.order().toString(),
          ProviderRecord.State.SETTLED,
          "THB",
          new BigDecimal(thb),
          null,
          now().minus(ago));
    }

    /** Is down from the question with this number on; -1: never. */
    void failAt(int question) {
      failAt = question;
    }

    /** The run is told to stop once so many questions were asked. */
    void stopAt(int question) {
      stopAt = question;
    }

    boolean isStopping() {
      return stopAt >= 0 && questions.size() >= stopAt;
    }

    @Override
    public Provider provider() {
      return Provider.STRIPE;
    }

    @Override
    public boolean isConfigured() {
      return true;
    }

    @Override
    public Page page(Instant from, Instant now, @Nullable String cursor) {
      ask("page " + cursor);
      int start = cursor == null ? 0 : Integer.parseInt(cursor);
      int end = Math.min(start + 2, list.size());
      return new Page(
          List.copyOf(list.subList(start, end)),
          end - start,
          end == list.size() ? null : String.valueOf(end));
    }

    @Override
    public List<ProviderRecord> about(String reference) {
      ask("about " + reference);
      return single.getOrDefault(reference, List.of());
    }

    private void ask(String question) {
      if (failAt >= 0 && questions.size() >= failAt) {
        throw new ProviderFailure.Down("Stripe: It did not answer in time");
      }
      questions.add(question);
    }
  }
}
