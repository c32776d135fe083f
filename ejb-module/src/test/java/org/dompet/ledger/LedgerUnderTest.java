package org.dompet.ledger;

import static org.dompet.ledger.LedgerScenario.ACTOR;
import static org.dompet.ledger.LedgerScenario.key;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.dompet.refusal.Refusal;

/** The ledger on PostgreSQL, asked for the same as {@link LedgerModel}. */
final class LedgerUnderTest extends LedgerActions {
  private final LedgerScenario scenario;
  private final HoldSql holdSql;
  private final String keys = key();
  private final UUID bank;
  private final List<UUID> available = new ArrayList<>();
  private final List<UUID> held = new ArrayList<>();
  private final List<UUID> entries = new ArrayList<>();
  private final List<UUID> holds = new ArrayList<>();

  LedgerUnderTest(LedgerScenario scenario) {
    this.scenario = scenario;
    holdSql = new HoldSql(scenario.transactions);
    bank = scenario.bank();
    for (int i = 0; i < WALLETS; i++) {
      available.add(scenario.open());
      held.add(scenario.accounts.open("held", Currency.THB));
    }
  }

  boolean bankIsFirst() {
    return bank.toString().compareTo(available.get(0).toString()) < 0;
  }

  @Override
  String move(int from, int to, int satang) {
    return from == to
        ? SKIPPED
        : request(n -> post(entry("" + n, satang, available.get(from), available.get(to))));
  }

  @Override
  String deposit(int wallet, int satang) {
    return request(n -> post(entry("" + n, satang, bank, available.get(wallet))));
  }

  @Override
  String linked(int first, int second, int satang, int third) {
    if (first == second || second == third) {
      return SKIPPED;
    }
    return request(
        n ->
            post(
                entry(n + "a", satang, available.get(first), available.get(second)).linkedToNext(),
                entry(n + "b", satang, available.get(second), available.get(third))));
  }

  @Override
  String place(int wallet, int satang, int days) {
    Instant expiry = scenario.clock.instant().plus(Duration.ofDays(1 + days));
    return request(
        n ->
            word(
                () -> {
                  UUID hold =
                      scenario
                          .holds
                          .place(
                              available.get(wallet),
                              held.get(wallet),
                              thb(satang),
                              expiry,
                              keys + n,
                              ACTOR)
                          .id();
                  if (!holds.contains(hold)) {
                    holds.add(hold);
                  }
                }));
  }

  @Override
  String capture(int hold, int to, int satang) {
    return holds.isEmpty() ? SKIPPED : capture(holds.get(hold % holds.size()), to, thb(satang));
  }

  @Override
  String captureAll(int hold, int to) {
    if (holds.isEmpty()) {
      return SKIPPED;
    }
    UUID one = holds.get(hold % holds.size());
    Money remaining = scenario.transactions.call(() -> holdSql.lock(one)).remaining();
    return remaining.isZero() ? SKIPPED : capture(one, to, remaining);
  }

  private String capture(UUID hold, int to, Money part) {
    return request(
        n -> word(() -> scenario.holds.capture(hold, part, available.get(to), keys + n, ACTOR)));
  }

  @Override
  String release(int hold) {
    if (holds.isEmpty()) {
      return SKIPPED;
    }
    UUID one = holds.get(hold % holds.size());
    return request(n -> word(() -> scenario.holds.release(one, keys + n, ACTOR)));
  }

  @Override
  String reverse(int number) {
    if (entries.isEmpty()) {
      return SKIPPED;
    }
    UUID entry = entries.get(number % entries.size());
    return request(
        n -> words(() -> List.of(scenario.ledger.reverse(entry, keys + n, "a mistake", ACTOR))));
  }

  @Override
  String expire() {
    scenario.clock.advance(Duration.ofDays(1));
    return word(() -> scenario.holds.expire(1_000));
  }

  @Override
  String freeze(int wallet, boolean frozen) {
    Account.Status status = frozen ? Account.Status.FROZEN : Account.Status.OPEN;
    return word(() -> scenario.accounts.change(available.get(wallet), status));
  }

  @Override
  SortedMap<String, String> balances() {
    SortedMap<String, String> all = new TreeMap<>();
    for (int i = 0; i < WALLETS; i++) {
      all.put("available " + i, scenario.balance(available.get(i)));
      all.put("held " + i, scenario.balance(held.get(i)));
    }
    return all;
  }

  /** Leaves nothing behind that another sequence would find due. */
  void endAllHolds() {
    for (int i = 0; i < WALLETS; i++) {
      freeze(i, false);
    }
    scenario.clock.advance(Duration.ofDays(10));
    scenario.holds.expire(1_000);
  }

  private String post(JournalEntry... wanted) {
    return words(() -> scenario.ledger.post(List.of(wanted)));
  }

  private String words(Supplier<List<Outcome>> work) {
    List<String> words = new ArrayList<>();
    for (Outcome outcome : work.get()) {
      if (outcome instanceof Outcome.Posted posted) {
        entries.add(posted.entryId());
        words.add("posted");
      } else {
        words.add(
            outcome instanceof Outcome.Replayed
                ? "replayed"
                : String.valueOf(LedgerScenario.refusal(outcome)));
      }
    }
    return String.join(",", words);
  }

  private static String word(Runnable work) {
    try {
      work.run();
      return "done";
    } catch (Refusal refused) {
      return refused.kind().name();
    }
  }

  private JournalEntry entry(String number, int satang, UUID from, UUID to) {
    return scenario.move(keys + number, thb(satang), from, to);
  }

  private static Money thb(int satang) {
    return new Money(BigDecimal.valueOf(satang, 2), Currency.THB);
  }
}
