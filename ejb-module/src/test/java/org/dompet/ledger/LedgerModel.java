package org.dompet.ledger;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dompet.refusal.Kind;

/** The ledger in a few arrays: what it should do, without any of how. */
final class LedgerModel extends LedgerActions {
  private static final int BANK = -1;
  private static final String POSTED = "posted";
  private static final String REPLAYED = "replayed";
  private static final String DONE = "done";

  private record Leg(int wallet, long satang) {}

  private static final class ModelHold {
    private final int wallet;
    private final int expiry;
    private long remaining;

    private ModelHold(int wallet, int expiry, long remaining) {
      this.wallet = wallet;
      this.expiry = expiry;
      this.remaining = remaining;
    }
  }

  private final Comparator<Leg> byAccount;
  private long[] available = new long[WALLETS];
  private final long[] held = new long[WALLETS];
  private final boolean[] frozen = new boolean[WALLETS];
  private final Set<String> booked = new HashSet<>();
  private final List<List<Leg>> entries = new ArrayList<>();
  private final Set<Integer> reversed = new HashSet<>();
  private final List<ModelHold> holds = new ArrayList<>();
  private int day;

  /**
   * @param bankFirst whether the bank's id is lower than the wallets': a reversal checks in order
   */
  LedgerModel(boolean bankFirst) {
    byAccount =
        Comparator.comparingInt(leg -> leg.wallet == BANK && !bankFirst ? WALLETS : leg.wallet);
  }

  @Override
  String move(int from, int to, int satang) {
    return from == to ? SKIPPED : request(key -> book("" + key, legs(from, to, satang)));
  }

  @Override
  String deposit(int wallet, int satang) {
    return request(key -> book("" + key, legs(BANK, wallet, satang)));
  }

  @Override
  String linked(int first, int second, int satang, int third) {
    if (first == second || second == third) {
      return SKIPPED;
    }
    return request(
        key -> {
          if (booked.contains(key + "a")) {
            return REPLAYED + "," + REPLAYED;
          }
          long[] before = available.clone();
          String one = check(legs(first, second, satang));
          if (!one.equals(POSTED)) {
            return one + "," + Kind.LINKED_ENTRY_REFUSED;
          }
          apply(legs(first, second, satang));
          String two = check(legs(second, third, satang));
          available = before;
          if (!two.equals(POSTED)) {
            return Kind.LINKED_ENTRY_REFUSED + "," + two;
          }
          return book(key + "a", legs(first, second, satang))
              + ","
              + book(key + "b", legs(second, third, satang));
        });
  }

  @Override
  String place(int wallet, int satang, int days) {
    int expiry = day + 1 + days;
    return request(
        key -> {
          if (booked.contains("" + key)) {
            return DONE;
          }
          if (expiry <= day) {
            return "" + Kind.INVALID_REQUEST;
          }
          String outcome = check(List.of(new Leg(wallet, -satang)));
          if (!outcome.equals(POSTED)) {
            return outcome;
          }
          booked.add("" + key);
          available[wallet] -= satang;
          held[wallet] += satang;
          holds.add(new ModelHold(wallet, expiry, satang));
          return DONE;
        });
  }

  @Override
  String capture(int hold, int to, int satang) {
    return holds.isEmpty() ? SKIPPED : capture(holds.get(hold % holds.size()), to, satang);
  }

  @Override
  String captureAll(int hold, int to) {
    ModelHold one = holds.isEmpty() ? null : holds.get(hold % holds.size());
    return one == null || one.remaining == 0 ? SKIPPED : capture(one, to, one.remaining);
  }

  private String capture(ModelHold hold, int to, long satang) {
    return request(
        key -> {
          if (booked.contains("" + key)) {
            return DONE;
          }
          if (hold.remaining < satang || day >= hold.expiry) {
            return "" + Kind.HOLD_NOT_ACTIVE;
          }
          String outcome = check(List.of(new Leg(to, satang)));
          if (!outcome.equals(POSTED)) {
            return outcome;
          }
          booked.add("" + key);
          hold.remaining -= satang;
          held[hold.wallet] -= satang;
          available[to] += satang;
          return DONE;
        });
  }

  @Override
  String release(int number) {
    if (holds.isEmpty()) {
      return SKIPPED;
    }
    ModelHold hold = holds.get(number % holds.size());
    return request(
        key -> {
          if (booked.contains("" + key)) {
            return DONE;
          }
          if (hold.remaining == 0) {
            return "" + Kind.HOLD_NOT_ACTIVE;
          }
          if (frozen[hold.wallet]) {
            return "" + Kind.ACCOUNT_FROZEN;
          }
          booked.add("" + key);
          giveBack(hold);
          return DONE;
        });
  }

  @Override
  String reverse(int number) {
    if (entries.isEmpty()) {
      return SKIPPED;
    }
    int entry = number % entries.size();
    return request(
        key -> {
          if (booked.contains("" + key)) {
            return REPLAYED;
          }
          if (reversed.contains(entry)) {
            return "" + Kind.ALREADY_REVERSED;
          }
          List<Leg> opposite = new ArrayList<>();
          entries.get(entry).forEach(leg -> opposite.add(new Leg(leg.wallet, -leg.satang)));
          opposite.sort(byAccount);
          String outcome = book("" + key, opposite);
          if (outcome.equals(POSTED)) {
            reversed.add(entry);
          }
          return outcome;
        });
  }

  @Override
  String expire() {
    day++;
    for (ModelHold hold : holds) {
      if (hold.remaining > 0 && hold.expiry <= day && !frozen[hold.wallet]) {
        giveBack(hold);
      }
    }
    return DONE;
  }

  @Override
  String freeze(int wallet, boolean now) {
    frozen[wallet] = now;
    return DONE;
  }

  @Override
  SortedMap<String, String> balances() {
    SortedMap<String, String> all = new TreeMap<>();
    for (int i = 0; i < WALLETS; i++) {
      all.put("available " + i, BigDecimal.valueOf(available[i], 2).toPlainString());
      all.put("held " + i, BigDecimal.valueOf(held[i], 2).toPlainString());
    }
    return all;
  }

  private void giveBack(ModelHold hold) {
    held[hold.wallet] -= hold.remaining;
    available[hold.wallet] += hold.remaining;
    hold.remaining = 0;
  }

  private String book(String key, List<Leg> legs) {
    if (booked.contains(key)) {
      return REPLAYED;
    }
    String outcome = check(legs);
    if (outcome.equals(POSTED)) {
      apply(legs);
      booked.add(key);
      entries.add(legs);
    }
    return outcome;
  }

  private String check(List<Leg> legs) {
    for (Leg leg : legs) {
      if (leg.wallet == BANK) {
        continue;
      }
      if (frozen[leg.wallet]) {
        return "" + Kind.ACCOUNT_FROZEN;
      }
      if (available[leg.wallet] + leg.satang < 0) {
        return "" + Kind.INSUFFICIENT_FUNDS;
      }
    }
    return POSTED;
  }

  private void apply(List<Leg> legs) {
    for (Leg leg : legs) {
      if (leg.wallet != BANK) {
        available[leg.wallet] += leg.satang;
      }
    }
  }

  private static List<Leg> legs(int from, int to, int satang) {
    return List.of(new Leg(from, -satang), new Leg(to, satang));
  }
}
