package org.dompet.ledger;

import java.util.function.Function;

/** One step of a random sequence; its name shows in a failure. */
record LedgerStep(String name, Function<LedgerActions, String> action) {

  String apply(LedgerActions ledger) {
    return action.apply(ledger);
  }

  static LedgerStep move(int from, int to, int satang) {
    return step("move %d -> %d: %d".formatted(from, to, satang), l -> l.move(from, to, satang));
  }

  static LedgerStep deposit(int wallet, int satang) {
    return step("deposit %d: %d".formatted(wallet, satang), l -> l.deposit(wallet, satang));
  }

  static LedgerStep linked(int one, int two, int satang, int three) {
    return step(
        "linked %d -> %d -> %d: %d".formatted(one, two, three, satang),
        l -> l.linked(one, two, satang, three));
  }

  static LedgerStep place(int wallet, int satang, int days) {
    return step(
        "hold %d for %d days: %d".formatted(wallet, days, satang),
        l -> l.place(wallet, satang, days));
  }

  static LedgerStep capture(int hold, int to, int satang) {
    return step(
        "capture hold %d -> %d: %d".formatted(hold, to, satang), l -> l.capture(hold, to, satang));
  }

  static LedgerStep captureAll(int hold, int to) {
    return step("capture all of hold %d -> %d".formatted(hold, to), l -> l.captureAll(hold, to));
  }

  static LedgerStep release(int hold) {
    return step("release hold %d".formatted(hold), l -> l.release(hold));
  }

  static LedgerStep reverse(int entry) {
    return step("reverse entry %d".formatted(entry), l -> l.reverse(entry));
  }

  static LedgerStep repeat(int request) {
    return step("repeat request %d".formatted(request), l -> l.repeat(request));
  }

  static LedgerStep expire() {
    return step("a day later", LedgerActions::expire);
  }

  static LedgerStep freeze(int wallet, boolean frozen) {
    return step((frozen ? "freeze " : "unfreeze ") + wallet, l -> l.freeze(wallet, frozen));
  }

  private static LedgerStep step(String name, Function<LedgerActions, String> action) {
    return new LedgerStep(name, action);
  }

  @Override
  public String toString() {
    return name;
  }
}
