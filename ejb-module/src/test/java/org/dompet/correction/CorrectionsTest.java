package org.dompet.correction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dompet.correction.CorrectionScenario.Purse;
import org.dompet.ledger.Account;
import org.dompet.ledger.LedgerScenario;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.testing.Books;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CorrectionsTest {
  private final CorrectionScenario here = new CorrectionScenario();
  private final UUID one = here.administrator();
  private final UUID two = here.administrator();

  @AfterEach
  void prove() {
    Books.prove(here.books.transactions);
  }

  @Test
  void areDoneAtOnceByOneUpToAnAmount() {
    Purse purse = here.purse("50.00");

    Correction credit = here.credit(purse, "60.00", one);
    Correction debit = here.debit(purse, "40.00", one);

    assertThat(credit.status()).isEqualTo(Correction.Status.DONE);
    assertThat(credit.twoPeople()).isFalse();
    assertThat(debit.decision()).isNotNull();
    assertThat(here.available(purse)).isEqualTo("70.00");
    assertThat(here.corrections.find(credit.id())).hasValue(credit);
    assertThat(here.audited).containsExactly("correction.do", "correction.do");
    assertThat(here.told.all()).extracting(CorrectionChanged::correction).contains(credit, debit);
    assertThat(here.books.accounts.history(account(purse), Long.MAX_VALUE, 2))
        .extracting(
            posting -> posting.kind() + " " + posting.entryId() + " " + posting.description())
        .containsExactly(
            "CORRECTION_DEBIT " + debit.entryId() + " Correction",
            "CORRECTION_CREDIT " + credit.entryId() + " Correction");
  }

  @Test
  void takeTwoAboveItHoweverSmallTheyAreCut() {
    Purse purse = here.purse("0");
    assertThat(here.credit(purse, "100.01", one).status()).isEqualTo(Correction.Status.WAITING);
    here.credit(purse, "60.00", one);
    assertThat(here.credit(purse, "40.01", one).status()).isEqualTo(Correction.Status.WAITING);
    assertThat(here.credit(purse, "40.00", one).status()).isEqualTo(Correction.Status.DONE);
    assertThat(here.credit(purse, "0.01", one).status()).isEqualTo(Correction.Status.WAITING);
    assertThat(here.credit(purse, "0.01", two).status()).isEqualTo(Correction.Status.DONE);
    here.books.clock.advance(Duration.ofDays(1));
    assertThat(here.credit(purse, "100.00", one).status()).isEqualTo(Correction.Status.DONE);
    assertThat(here.available(purse)).isEqualTo("200.01");
  }

  @Test
  void areBookedWhenAnotherApprovesAndOnlyOnce() {
    Purse purse = here.purse("0");
    Correction waiting = here.credit(purse, "500.00", one);
    assertThat(here.available(purse)).isEqualTo("0.00");

    refused(Kind.FORBIDDEN, () -> here.approve(waiting, one));
    Correction done = here.approve(waiting, two);

    assertThat(done.status()).isEqualTo(Correction.Status.DONE);
    assertThat(done.requestedBy()).isEqualTo(one);
    assertThat(here.available(purse)).isEqualTo("500.00");
    assertThat(here.approve(waiting, two)).isEqualTo(done);
    refused(Kind.ALREADY_RESOLVED, () -> here.approve(waiting, here.administrator()));
    refused(Kind.ALREADY_RESOLVED, () -> here.reject(waiting, two));
    assertThat(here.available(purse)).isEqualTo("500.00");
    assertThat(here.audited).containsExactly("correction.request", "correction.approve");
  }

  @Test
  void areNotDoneOnceRejectedOrTooLate() {
    Purse purse = here.purse("0");
    Correction rejected = here.credit(purse, "500.00", one);
    assertThat(here.reject(rejected, two).status()).isEqualTo(Correction.Status.REJECTED);
    Correction takenBack = here.credit(purse, "500.00", one);
    assertThat(here.reject(takenBack, one).status()).isEqualTo(Correction.Status.REJECTED);
    Correction late = here.credit(purse, "500.00", one);
    assertThat(waitingOf(purse)).containsExactly(late.id());
    here.books.clock.advance(CorrectionScenario.LIFETIME);

    for (Correction over : List.of(rejected, takenBack, late)) {
      refused(Kind.ALREADY_RESOLVED, () -> here.approve(over, two));
    }
    assertThat(here.corrections.find(late.id()).orElseThrow().status())
        .isEqualTo(Correction.Status.EXPIRED);
    assertThat(waitingOf(purse)).isEmpty();
    assertThat(here.corrections.list(Correction.Status.EXPIRED, purse.walletId(), null, 9))
        .hasSize(1);
    assertThat(here.corrections.list(null, purse.walletId(), late.id(), 1))
        .extracting(Correction::id)
        .containsExactly(takenBack.id());
    assertThat(here.available(purse)).isEqualTo("0.00");
  }

  @Test
  void neverOverdrawAWallet() {
    Purse purse = here.purse("10.00");
    refused(Kind.INSUFFICIENT_FUNDS, () -> here.debit(purse, "10.01", one));
    Correction waiting = here.debit(purse, "150.00", one);
    refused(Kind.INSUFFICIENT_FUNDS, () -> here.approve(waiting, two));
    assertThat(waitingOf(purse)).containsExactly(waiting.id());
    here.books.ledger.postRetrying(here.books.move("140.00", here.books.bank(), purse.available()));
    here.approve(waiting, two);
    assertThat(here.available(purse)).isEqualTo("0.00");
  }

  @Test
  void areDoneOnceForAKey() {
    Purse purse = here.purse("0");
    String key = LedgerScenario.key();
    RequestCorrection.Result first = here.money(Correction.Kind.CREDIT, purse, "5.00", key, one);
    RequestCorrection.Result again = here.money(Correction.Kind.CREDIT, purse, "5.00", key, one);

    assertThat(first.replayed()).isFalse();
    assertThat(again.replayed()).isTrue();
    assertThat(again.correction()).isEqualTo(first.correction());
    refused(
        Kind.IDEMPOTENCY_KEY_REUSED,
        () -> here.money(Correction.Kind.CREDIT, purse, "5.01", key, one));
    refused(
        Kind.IDEMPOTENCY_KEY_REUSED,
        () -> here.money(Correction.Kind.DEBIT, purse, "5.00", key, one));
    here.money(Correction.Kind.CREDIT, purse, "5.00", key, two);
    assertThat(here.available(purse)).isEqualTo("10.00");
  }

  @Test
  void areNeverOfOnesOwnWallet() {
    Purse own = here.purse(one, "0");
    refused(Kind.FORBIDDEN, () -> here.credit(own, "1.00", one));
    refused(Kind.FORBIDDEN, () -> here.freeze(own, one));
    Correction waiting = here.credit(own, "500.00", two);
    refused(Kind.FORBIDDEN, () -> here.approve(waiting, one));
    refused(Kind.FORBIDDEN, () -> here.reject(waiting, one));
    assertThat(here.available(own)).isEqualTo("0.00");
  }

  @Test
  void areMadeByAdministratorsAsTheDatabaseKnowsThem() {
    Purse purse = here.purse("0");
    UUID left = here.administrator();
    Correction waiting = here.credit(purse, "500.00", left);
    here.update("update app_user set roles = '{USER}' where id = ?", left);
    refused(Kind.FORBIDDEN, () -> here.credit(purse, "1.00", left));
    refused(Kind.FORBIDDEN, () -> here.approve(waiting, here.person("{USER,OPERATOR}")));
    here.approve(waiting, two);
    assertThat(here.available(purse)).isEqualTo("500.00");
  }

  @Test
  void freezeByOneAndUnfreezeByTwo() {
    Purse purse = here.purse("10.00");
    Correction frozen = here.freeze(purse, one);
    assertThat(frozen.status()).isEqualTo(Correction.Status.DONE);
    assertThat(account(purse).status()).isEqualTo(Account.Status.FROZEN);
    refused(Kind.ALREADY_RESOLVED, () -> here.freeze(purse, two));
    refused(Kind.ACCOUNT_FROZEN, () -> here.debit(purse, "1.00", one));

    Correction unfreezing = here.unfreeze(purse, one);
    assertThat(unfreezing.status()).isEqualTo(Correction.Status.WAITING);
    refused(Kind.ALREADY_RESOLVED, () -> here.unfreeze(purse, two));
    refused(Kind.FORBIDDEN, () -> here.approve(unfreezing, one));
    assertThat(account(purse).status()).isEqualTo(Account.Status.FROZEN);
    here.books.clock.advance(CorrectionScenario.LIFETIME);
    refused(Kind.ALREADY_RESOLVED, () -> here.approve(unfreezing, two));
    Correction next = here.unfreeze(purse, two);
    here.approve(next, one);
    assertThat(account(purse).status()).isEqualTo(Account.Status.OPEN);
    refused(Kind.ALREADY_RESOLVED, () -> here.unfreeze(purse, two));
    here.debit(purse, "1.00", one);
  }

  @Test
  void refuseWhatSaysNothing() {
    Purse purse = here.purse("0");
    refused(Kind.INVALID_AMOUNT, () -> here.credit(purse, "0.00", one));
    refused(Kind.NOT_FOUND, () -> here.credit(new Purse(UUID.randomUUID(), one, one), "1.00", one));
    assertThatThrownBy(() -> CorrectionSettings.amounts("THB=1,THB=2"))
        .hasMessageContaining("dompet.emergency.approval-above");
    assertThatThrownBy(() -> CorrectionSettings.amounts("THB=-1"))
        .hasMessageContaining("dompet.emergency.approval-above");
    assertThat(CorrectionSettings.amounts("none")).isEmpty();
    CorrectionSettings strict =
        new CorrectionSettings(CorrectionSettings.amounts("none"), Duration.ofDays(1));
    assertThat(strict.takesTwo(Money.of("0.01", Currency.THB), Money.zero(Currency.THB))).isTrue();
    assertThatThrownBy(
            () -> new CorrectionSettings(CorrectionSettings.amounts("none"), Duration.ofDays(8)))
        .hasMessageContaining("dompet.emergency.approval-lifetime");
  }

  @Test
  void areRefusedByTheDatabaseToo() {
    Purse purse = here.purse("0");
    Correction waiting = here.credit(purse, "500.00", one);
    String approve =
        "update correction set status = 'DONE', decided_at = requested_at, decided_by = ?, entry_id"
            + " = ? where id = ?";
    // By who asked for it; without an entry; with one that is not there.
    broken("done_by_another", approve, one, UUID.randomUUID(), waiting.id());
    broken("money_is_booked_when_done", approve, two, null, waiting.id());
    broken("correction_entry_id_fkey", approve, two, UUID.randomUUID(), waiting.id());
    broken(
        "done_in_time",
        approve.replace("requested_at", "expires_at"),
        two,
        UUID.randomUUID(),
        waiting.id());
    broken("permission denied", "update correction set amount = 1 where id = ?", waiting.id());
    broken(
        "permission denied", "update correction set two_people = false where id = ?", waiting.id());
    broken("permission denied", "delete from correction where id = ?", waiting.id());
    here.approve(waiting, two);
    broken("stays as it is", "update correction set note = 'Other' where id = ?", waiting.id());
    broken(
        "unfreezing_takes_two",
        """
        insert into correction (id, idempotency_key, wallet_id, kind, currency, reason, two_people, status,
                                requested_by, requested_at, expires_at, decided_by, decided_at)
        values (gen_random_uuid(), gen_random_uuid(), ?, 'UNFREEZE', 'THB', 'For no reason', false, 'DONE',
                ?, now(), now() + interval '1 day', ?, now())\
        """,
        purse.walletId(),
        one,
        one);
  }

  @Test
  void areBookedOnceHoweverManyApproveAtOnce() throws Exception {
    Purse purse = here.purse("0");
    Correction waiting = here.credit(purse, "500.00", one);
    List<UUID> others = List.of(two, here.administrator(), here.administrator());
    List<String> results =
        atOnce(others.stream().map(by -> (Runnable) () -> here.approve(waiting, by)).toList());
    assertThat(results).containsExactlyInAnyOrder("done", "ALREADY_RESOLVED", "ALREADY_RESOLVED");
    assertThat(here.available(purse)).isEqualTo("500.00");
  }

  @Test
  void staySmallHoweverManyAreAskedForAtOnce() throws Exception {
    Purse purse = here.purse("0");
    List<Runnable> many = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      many.add(() -> here.credit(purse, "30.00", one));
    }
    atOnce(many);
    assertThat(here.available(purse)).isEqualTo("90.00");
    assertThat(waitingOf(purse)).hasSize(5);
  }

  @Test
  void areOfWalletsThatCanBeLookedUp() {
    Purse purse = here.purse("7.00");
    WalletFiles.Filter theirs = new WalletFiles.Filter(purse.userId(), null, null, null, null);
    assertThat(here.files.list(theirs, null, 10))
        .singleElement()
        .satisfies(
            wallet -> {
              assertThat(wallet.walletId()).isEqualTo(purse.walletId());
              assertThat(wallet.available()).isEqualTo(Money.of("7", Currency.THB));
              assertThat(wallet.status()).isEqualTo(Account.Status.OPEN);
            });
    assertThat(
            here.files.list(
                new WalletFiles.Filter(
                    purse.userId(), null, null, Currency.THB, Account.Status.FROZEN),
                null,
                10))
        .isEmpty();
    assertThat(here.files.list(theirs, purse.walletId(), 10)).isEmpty();
    assertThat(
            here.files.list(new WalletFiles.Filter(null, 1L, "nobody_here", null, null), null, 10))
        .isEmpty();
  }

  private static List<String> atOnce(List<Runnable> work) throws Exception {
    ExecutorService people = Executors.newFixedThreadPool(work.size());
    try {
      List<Future<String>> results = new ArrayList<>();
      for (Runnable one : work) {
        results.add(
            people.submit(
                () -> {
                  try {
                    one.run();
                    return "done";
                  } catch (Refusal refusal) {
                    return refusal.kind().name();
                  }
                }));
      }
      List<String> all = new ArrayList<>();
      for (Future<String> result : results) {
        all.add(result.get());
      }
      return all;
    } finally {
      people.shutdown();
    }
  }

  private List<UUID> waitingOf(Purse purse) {
    return here.corrections.list(Correction.Status.WAITING, purse.walletId(), null, 50).stream()
        .map(Correction::id)
        .toList();
  }

  private Account account(Purse purse) {
    return here.books.accounts.find(purse.available()).orElseThrow();
  }

  private void broken(String rule, String sql, Object... parameters) {
    assertThatThrownBy(() -> here.update(sql, parameters)).as(rule).hasStackTraceContaining(rule);
  }

  private static void refused(Kind kind, ThrowingCallable work) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(kind));
  }
}
