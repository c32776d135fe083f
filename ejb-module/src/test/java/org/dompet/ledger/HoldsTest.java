package org.dompet.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dompet.ledger.LedgerScenario.ACTOR;
import static org.dompet.ledger.LedgerScenario.key;
import static org.dompet.ledger.LedgerScenario.thb;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dompet.money.Currency;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HoldsTest {
  private LedgerScenario scenario;
  private UUID available;
  private UUID held;
  private UUID shop;
  private Instant tomorrow;

  @BeforeEach
  void open() {
    scenario = new LedgerScenario();
    available = scenario.openWith("100.00");
    held = scenario.accounts.open("held", Currency.THB);
    shop = scenario.open();
    tomorrow = scenario.clock.instant().plus(Duration.ofDays(1));
  }

  @AfterEach
  void theBooksBalance() {
    // Nothing is left for another test's expiry to find.
    scenario.accounts.change(available, Account.Status.OPEN);
    scenario.clock.advance(Duration.ofDays(400));
    scenario.holds.expire(1_000);
    scenario.close();
  }

  @Test
  void setMoneyAside() {
    Hold hold = place("40.00");

    assertThat(hold.status()).isEqualTo(Hold.Status.ACTIVE);
    assertThat(hold.remaining()).isEqualTo(thb("40.00"));
    assertBalances("60.00", "40.00", "0.00");
  }

  @Test
  void arePlacedOnceForAKeyAlsoAfterTheyExpired() {
    String key = key();
    Hold first = place("40.00", key);
    assertThat(place("40.00", key).id()).isEqualTo(first.id());
    scenario.clock.advance(Duration.ofDays(2));
    assertThat(place("40.00", key).id()).isEqualTo(first.id());
    refuses(Kind.IDEMPOTENCY_KEY_REUSED, () -> place("41.00", key));

    assertBalances("60.00", "40.00", "0.00");
  }

  @Test
  void areNotPlacedBeyondTheBalanceNorForNothingNorInThePast() {
    String key = key();
    refuses(Kind.INSUFFICIENT_FUNDS, () -> place("100.01", key));
    refuses(Kind.INVALID_AMOUNT, () -> place("0.00"));
    refuses(Kind.INVALID_AMOUNT, () -> place("-1.00"));
    Instant now = scenario.clock.instant();
    refuses(
        Kind.INVALID_REQUEST,
        () -> scenario.holds.place(available, held, thb("1.00"), now, key(), ACTOR));

    assertThat(place("100.00", key).status()).isEqualTo(Hold.Status.ACTIVE);
    assertBalances("0.00", "100.00", "0.00");
  }

  @Test
  void areCapturedWhole() {
    Hold hold = capture(place("40.00"), "40.00");

    assertThat(hold.status()).isEqualTo(Hold.Status.CAPTURED);
    assertBalances("60.00", "0.00", "40.00");
    refuses(Kind.HOLD_NOT_ACTIVE, () -> capture(hold, "0.01"));
    refuses(Kind.HOLD_NOT_ACTIVE, () -> release(hold, key()));
  }

  @Test
  void areCapturedInPartsAndTheRestIsReleased() {
    Hold hold = place("40.00");

    assertThat(capture(hold, "10.00").remaining()).isEqualTo(thb("30.00"));
    assertThat(capture(hold, "5.00").status()).isEqualTo(Hold.Status.ACTIVE);
    refuses(Kind.HOLD_NOT_ACTIVE, () -> capture(hold, "25.01"));
    Hold released = release(hold, key());

    assertThat(released.status()).isEqualTo(Hold.Status.RELEASED);
    assertThat(released.released()).isEqualTo(thb("25.00"));
    assertBalances("85.00", "0.00", "15.00");
    refuses(Kind.HOLD_NOT_ACTIVE, () -> capture(hold, "0.01"));
  }

  @Test
  void answerARepeatedCaptureWithoutTakingTwice() {
    Hold hold = place("40.00");
    String key = key();
    for (int i = 0; i < 3; i++) {
      Hold after = scenario.holds.capture(hold.id(), thb("15.00"), shop, key, ACTOR);
      assertThat(after.captured()).isEqualTo(thb("15.00"));
    }
    refuses(
        Kind.IDEMPOTENCY_KEY_REUSED,
        () -> scenario.holds.capture(hold.id(), thb("16.00"), shop, key, ACTOR));

    assertBalances("60.00", "25.00", "15.00");
  }

  @Test
  void answerTheLastCaptureAgainThoughTheHoldHasEnded() {
    Hold hold = place("40.00");
    String key = key();
    scenario.holds.capture(hold.id(), thb("40.00"), shop, key, ACTOR);

    assertThat(scenario.holds.capture(hold.id(), thb("40.00"), shop, key, ACTOR).status())
        .isEqualTo(Hold.Status.CAPTURED);
  }

  @Test
  void answerARepeatedReleaseWithoutGivingBackTwice() {
    Hold hold = place("40.00");
    capture(hold, "10.00");
    String key = key();
    release(hold, key);

    assertThat(release(hold, key).status()).isEqualTo(Hold.Status.RELEASED);
    refuses(Kind.HOLD_NOT_ACTIVE, () -> release(hold, key()));
    assertBalances("90.00", "0.00", "10.00");
  }

  @Test
  void refuseTheKeyOfACaptureForARelease() {
    Hold hold = place("40.00");
    String key = key();
    scenario.holds.capture(hold.id(), thb("15.00"), shop, key, ACTOR);
    refuses(Kind.IDEMPOTENCY_KEY_REUSED, () -> release(hold, key));
    release(hold, key());
    refuses(Kind.IDEMPOTENCY_KEY_REUSED, () -> release(hold, key));
  }

  @Test
  void areNotCapturedOnceTheyExpiredThoughNobodySweptYet() {
    Hold hold = place("40.00");
    scenario.clock.set(tomorrow);

    refuses(Kind.HOLD_NOT_ACTIVE, () -> capture(hold, "1.00"));
    assertThat(scenario.holds.expire(10)).isEqualTo(1);
    refuses(Kind.HOLD_NOT_ACTIVE, () -> capture(hold, "1.00"));
    refuses(Kind.HOLD_NOT_ACTIVE, () -> release(hold, key()));
    assertBalances("100.00", "0.00", "0.00");
  }

  @Test
  void expireSeveralAtOnceSoonestFirstAndEachOnce() {
    capture(place("10.00"), "4.00");
    place("20.00");
    scenario.holds.place(
        available, held, thb("5.00"), tomorrow.plus(Duration.ofDays(9)), key(), ACTOR);
    assertThat(scenario.holds.expire(10)).isZero();
    scenario.clock.set(tomorrow);

    assertThat(scenario.holds.expire(1)).isEqualTo(1);
    assertThat(scenario.holds.expire(10)).isEqualTo(1);
    assertThat(scenario.holds.expire(10)).isZero();
    assertBalances("91.00", "5.00", "4.00");
  }

  @Test
  void ofAFrozenWalletWaitUntilItIsOpen() {
    place("10.00");
    UUID other = scenario.openWith("50.00");
    UUID otherHeld = scenario.accounts.open("held", Currency.THB);
    scenario.holds.place(other, otherHeld, thb("50.00"), tomorrow, key(), ACTOR);
    scenario.accounts.change(available, Account.Status.FROZEN);
    scenario.clock.set(tomorrow);

    assertThat(scenario.holds.expire(10)).isEqualTo(1);
    assertThat(scenario.balance(other)).isEqualTo("50.00");
    assertBalances("90.00", "10.00", "0.00");

    scenario.accounts.change(available, Account.Status.OPEN);
    assertThat(scenario.holds.expire(10)).isEqualTo(1);
    assertBalances("100.00", "0.00", "0.00");
  }

  @Test
  void areReleasedNotReversed() {
    place("10.00");
    UUID step =
        scenario.accounts.history(scenario.account(held), Long.MAX_VALUE, 1).get(0).entryId();

    refuses(Kind.INVALID_REQUEST, () -> scenario.ledger.reverse(step, key(), "a mistake", ACTOR));
  }

  @Test
  void thatAreNotThereAreNotFound() {
    refuses(
        Kind.NOT_FOUND,
        () -> scenario.holds.capture(UUID.randomUUID(), thb("1.00"), shop, key(), ACTOR));
    refuses(Kind.NOT_FOUND, () -> scenario.holds.release(UUID.randomUUID(), key(), ACTOR));
  }

  @Test
  void areEitherCapturedOrExpiredNeverBoth() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      for (int round = 0; round < 25; round++) {
        Instant expiry = scenario.clock.instant().plusSeconds(1);
        Hold hold = scenario.holds.place(available, held, thb("3.00"), expiry, key(), ACTOR);
        List<Callable<Boolean>> rivals = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
          rivals.add(() -> succeeds(() -> capture(hold, "3.00")));
        }
        rivals.add(
            () -> {
              scenario.clock.set(expiry);
              return scenario.holds.expire(10) == 1;
            });
        int winners = 0;
        for (Future<Boolean> rival : threads.invokeAll(rivals)) {
          winners += rival.get() ? 1 : 0;
        }
        // The sweep leaves a hold that a capture, which then fails, has locked: it comes again.
        winners += scenario.holds.expire(10);
        assertThat(winners).isEqualTo(1);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(scenario.balance(held)).isEqualTo("0.00");
  }

  private static boolean succeeds(Runnable step) {
    try {
      step.run();
      return true;
    } catch (Refusal refused) {
      assertThat(refused.kind()).isEqualTo(Kind.HOLD_NOT_ACTIVE);
      return false;
    }
  }

  private Hold place(String amount) {
    return place(amount, key());
  }

  private Hold place(String amount, String key) {
    return scenario.holds.place(available, held, thb(amount), tomorrow, key, ACTOR);
  }

  private Hold capture(Hold hold, String amount) {
    return scenario.holds.capture(hold.id(), thb(amount), shop, key(), ACTOR);
  }

  private Hold release(Hold hold, String key) {
    return scenario.holds.release(hold.id(), key, ACTOR);
  }

  private void assertBalances(String inAvailable, String inHeld, String inShop) {
    assertThat(scenario.balance(available)).isEqualTo(inAvailable);
    assertThat(scenario.balance(held)).isEqualTo(inHeld);
    assertThat(scenario.balance(shop)).isEqualTo(inShop);
  }

  private static void refuses(Kind kind, ThrowingCallable step) {
    assertThatThrownBy(step)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(kind));
  }
}
