package org.dompet.statement;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.dompet.job.RunProgress;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.dompet.reconciliation.Discrepancy;
import org.dompet.settlement.Mismatch;
import org.dompet.settlement.RecordDiscrepancies;

/** Matches the statements that wait with our books, each in one transaction, and once. */
@ApplicationScoped
public class ReconcileStatements {
  private StatementSettings settings;
  private Statements statements;
  private StatementSides sides;
  private RecordDiscrepancies discrepancies;
  private RunProgress progress;
  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected ReconcileStatements() {}

  @Inject
  ReconcileStatements(
      StatementSettings settings,
      Statements statements,
      StatementSides sides,
      RecordDiscrepancies discrepancies,
      RunProgress progress,
      Clock clock) {
    this.settings = settings;
    this.statements = statements;
    this.sides = sides;
    this.discrepancies = discrepancies;
    this.progress = progress;
    this.clock = clock;
  }

  /** The statement that has waited longest, if one waits. */
  public Optional<UUID> next() {
    return sides.waiting(1).stream().findFirst();
  }

  /** Matches it, for a run; nothing if another one did so before. */
  @Transactional
  public void reconcile(UUID runId, UUID id) {
    Statement statement = statements.find(id).orElseThrow();
    List<StatementLine> lines = sides.lines(id);
    List<LedgerItem> items = sides.items(statement, settings.window());
    Matching.Outcome outcome = Matching.match(lines, items, settings.window());
    List<LedgerItem> missing = missing(statement, outcome.missing());
    int unmatched =
        outcome.unmatched().size()
            + outcome.differences().stream().mapToInt(one -> one.lines().size()).sum();
    if (!sides.end(
        id,
        new Statement.Outcome(
            runId, clock.instant(), lines.size() - unmatched, unmatched, missing.size()))) {
      return;
    }
    sides.add(id, outcome.matches());
    List<Discrepancy> found = new ArrayList<>();
    outcome.unmatched().forEach((line, why) -> found.add(unmatched(statement, line, why)));
    outcome.differences().forEach(difference -> found.add(difference(statement, difference)));
    missing.forEach(item -> found.add(missing(statement, item)));
    int added =
        discrepancies.record(runId, statement.provider(), "statement " + statement.id(), found);
    progress.add(runId, lines.size(), (long) lines.size() + items.size(), added);
  }

  /** Of the statement's time, and on no other statement. */
  private List<LedgerItem> missing(Statement statement, List<LedgerItem> left) {
    List<LedgerItem> ofItsTime =
        left.stream()
            .filter(item -> !item.at().isBefore(statement.from()))
            .filter(item -> item.at().isBefore(statement.to()))
            .toList();
    Set<UUID> elsewhere =
        sides.matchedElsewhere(statement, ofItsTime.stream().map(LedgerItem::entryId).toList());
    return ofItsTime.stream().filter(item -> !elsewhere.contains(item.entryId())).toList();
  }

  private static Discrepancy unmatched(Statement statement, StatementLine line, String why) {
    return new Discrepancy(
        Mismatch.MISSING_HERE.name(),
        "statement:" + statement.id() + ":" + line.line(),
        null,
        line.amount().currency().name(),
        line.amount().decimal(),
        null,
        "Line "
            + line.line()
            + (line.reference() == null ? "" : " (" + line.reference() + ")")
            + " of a statement of "
            + statement.provider().code()
            + " is nothing here. "
            + why);
  }

  private static Discrepancy missing(Statement statement, LedgerItem item) {
    return new Discrepancy(
        Mismatch.MISSING_THERE.name(),
        "entry:" + item.entryId(),
        item.walletId(),
        item.amount().currency().name(),
        null,
        item.amount().decimal(),
        "The entry for order "
            + item.order()
            + ", of "
            + item.at()
            + ", is not on the statement "
            + statement.id()
            + " of "
            + statement.provider().code());
  }

  private static Discrepancy difference(Statement statement, Matching.Difference difference) {
    Map<Currency, Money> there = difference.there();
    Map<Currency, Money> here = difference.here();
    boolean oneCurrency = there.keySet().equals(here.keySet()) && there.size() == 1;
    return new Discrepancy(
        (oneCurrency ? Mismatch.AMOUNT_DIFFERS : Mismatch.CURRENCY_DIFFERS).name(),
        "order:" + difference.order(),
        difference.walletId(),
        oneCurrency ? there.keySet().iterator().next().name() : null,
        text(there, oneCurrency),
        text(here, oneCurrency),
        "Lines "
            + numbers(difference.lines())
            + " of statement "
            + statement.id()
            + " name order "
            + difference.order()
            + ", and are not what its entries are");
  }

  private static String numbers(List<StatementLine> lines) {
    String some =
        lines.stream()
            .limit(10)
            .map(line -> String.valueOf(line.line()))
            .collect(Collectors.joining(", "));
    return lines.size() > 10 ? some + " …" : some;
  }

  private static String text(Map<Currency, Money> sums, boolean oneCurrency) {
    return sums.values().stream()
        .map(oneCurrency ? Money::decimal : Money::toString)
        .collect(Collectors.joining(" and "));
  }
}
