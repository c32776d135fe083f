package org.dompet.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * What can be done to a few wallets, each answered with a word: {@code posted}, {@code replayed},
 * {@code done}, or the kind of a refusal. Amounts are in satang.
 */
abstract class LedgerActions {
  static final int WALLETS = 4;
  static final String SKIPPED = "skipped";

  private final List<Supplier<String>> requests = new ArrayList<>();

  abstract String move(int from, int to, int satang);

  abstract String deposit(int wallet, int satang);

  /** Two moves that stand or fall together. */
  abstract String linked(int first, int second, int satang, int third);

  abstract String place(int wallet, int satang, int days);

  abstract String capture(int hold, int to, int satang);

  abstract String captureAll(int hold, int to);

  abstract String release(int hold);

  abstract String reverse(int entry);

  /** A day later, everything that is due ends. */
  abstract String expire();

  abstract String freeze(int wallet, boolean frozen);

  abstract SortedMap<String, String> balances();

  /** Sends an earlier request once more, with its key. */
  final String repeat(int number) {
    return requests.isEmpty() ? SKIPPED : requests.get(number % requests.size()).get();
  }

  /** Sends a request with a key of its own, and remembers it. */
  final String request(IntFunction<String> request) {
    int key = requests.size();
    requests.add(() -> request.apply(key));
    return request.apply(key);
  }
}
