package org.dompet.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.dompet.job.RunPart;
import org.dompet.ledger.JournalEntry;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.dompet.reconciliation.BooksScenario.Purse;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every kind of damage is found and named, and nothing else is. Nok has 60.00 left of 100.00: she
 * gave 30.00 to Lek, and 10.00 are held. Lek had 50.00.
 */
class ReconcileWalletsTest {
  private static BooksScenario books;

  private Purse nok;
  private Purse lek;
  private UUID transfer;
  private UUID hold;

  @BeforeAll
  static void start() {
    books = new BooksScenario();
  }

  @AfterAll
  static void stop() {
    books.close();
  }

  @BeforeEach
  void fill() {
    books.clear();
    nok = books.with("100.00");
    lek = books.with("50.00");
    transfer = books.move("30.00", nok.available(), lek.available());
    hold = books.hold(nok, "10.00");
  }

  @Test
  void findsNothingWhereNothingIsWrong() {
    assertThat(books.prove()).isEmpty();
    assertThat(books.prove(nok)).isEmpty();
  }

  @Test
  void looksAtEverythingOnce() {
    for (int i = 0; i < 20; i++) {
      books.with("1.00");
    }
    List<RunPart> plan = books.reconcile.plan();
    assertThat(plan).extracting(RunPart::part).doesNotHaveDuplicates().startsWith(0, 1, 2);
    assertThat(checked(plan, "accounts")).isEqualTo(books.number("select count(*) from account"));
    assertThat(checked(plan, "entries"))
        .isEqualTo(books.number("select count(*) from journal_entry"));
    assertThat(checked(plan, "wallets")).isEqualTo(books.number("select count(*) from wallet"));
    assertThat(plan.stream().filter(part -> part.work().equals("entries")).count()).isEqualTo(2);
  }

  @Test
  void cutsAccountsOfLargeBooksByTheirPostings() {
    books.damage(
        """
        insert into account (id, currency, kind, version, opened_at)
        select gen_random_uuid(), 'THB', 'available', 1000000, now() from generate_series(1, 100)""");
    List<RunPart> accounts =
        books.reconcile.plan().stream().filter(part -> part.work().equals("accounts")).toList();
    assertThat(accounts).hasSize(11);
    assertThat(accounts.get(0).lower()).isNull();
    assertThat(accounts.get(10).upper()).isNull();
    for (int i = 1; i < accounts.size(); i++) {
      assertThat(accounts.get(i).lower()).isEqualTo(accounts.get(i - 1).upper());
    }
    assertThat(checked(accounts, "accounts"))
        .isEqualTo(books.number("select count(*) from account"));
    assertThat(accounts)
        .allSatisfy(part -> assertThat(books.reconcile.prove(part).found()).hasSizeBetween(8, 11));
  }

  @Test
  void findsABalanceThatIsNotTheSumOfItsPostings() {
    books.damage("update account set balance = 61 where id = '" + nok.available() + "'");
    assertFound(
        "BALANCE_MISMATCH account:" + nok.available() + ": 60.00 but 61.00",
        "CURRENCY_UNBALANCED currency:THB: 0.00 but 1.00");
    assertThat(BooksScenario.lines(books.prove(nok)))
        .containsExactly("BALANCE_MISMATCH account:" + nok.available() + ": 60.00 but 61.00");
    assertThat(books.prove(lek)).isEmpty();
    assertThat(books.prove(nok)).extracting(Discrepancy::walletId).containsExactly(nok.walletId());
  }

  @Test
  void showsDigitsThatTheCurrencyDoesNotHave() {
    books.damage("update account set balance = 60.001 where id = '" + nok.available() + "'");
    assertFound(
        "BALANCE_MISMATCH account:" + nok.available() + ": 60.00 but 60.001",
        "CURRENCY_UNBALANCED currency:THB: 0.00 but 0.001");
  }

  @Test
  void findsAPostingWhoseAmountWasChanged() {
    books.damage(posting("set amount = -31", nok.available(), 2));
    assertFound(
        "BALANCE_AFTER_BROKEN account:" + nok.available() + ": 69.00 but 70.00",
        "BALANCE_MISMATCH account:" + nok.available() + ": 59.00 but 60.00",
        "ENTRY_UNBALANCED entry:" + transfer + ": 0.00 but -1.00");
    assertThat(books.prove())
        .filteredOn(found -> found.kind().equals("BALANCE_AFTER_BROKEN"))
        .singleElement()
        .satisfies(found -> assertThat(found.detail()).contains("posting 2 ", transfer.toString()));
  }

  @Test
  void findsABalanceAfterThatDoesNotContinueTheOneBefore() {
    books.damage(posting("set balance_after = 71", nok.available(), 2));
    assertFound("BALANCE_AFTER_BROKEN account:" + nok.available() + ": 70.00 but 71.00");
  }

  @Test
  void findsABrokenBalanceAfterAtEitherEnd() {
    books.damage(posting("set balance_after = 99", nok.available(), 1));
    books.damage(posting("set balance_after = 81", lek.available(), 2));
    assertFound(
        "BALANCE_AFTER_BROKEN account:" + nok.available() + ": 100.00 but 99.00",
        "BALANCE_AFTER_BROKEN account:" + lek.available() + ": 80.00 but 81.00");
  }

  @Test
  void findsAMissingSequence() {
    books.damage(
        "delete from posting where account_id = '" + nok.available() + "' and sequence = 2");
    assertFound(
        "SEQUENCE_GAP account:" + nok.available() + ": 2 but 3",
        "BALANCE_MISMATCH account:" + nok.available() + ": 90.00 but 60.00",
        "ENTRY_INCOMPLETE entry:" + transfer + ": 2 postings but 1");
  }

  @Test
  void findsTwoGapsThatLeaveTheSumAsItIs() {
    // Back and forth: after each pair the balance is as it was, and so is the hash of its standing.
    for (int i = 0; i < 4; i++) {
      books.move("5.00", lek.available(), nok.available());
      books.move("5.00", nok.available(), lek.available());
    }
    books.damage(
        "delete from posting where account_id = '"
            + lek.available()
            + "' and sequence in (3, 4, 7, 8)");
    assertThat(BooksScenario.lines(books.prove(lek)))
        .contains("SEQUENCE_GAP account:" + lek.available() + ": 3 but 5");
  }

  @Test
  void findsThatTheLastPostingIsMissing() {
    books.damage(
        "delete from posting where account_id = '" + lek.available() + "' and sequence = 2");
    assertFound(
        "VERSION_MISMATCH account:" + lek.available() + ": 1 but 2",
        "BALANCE_MISMATCH account:" + lek.available() + ": 50.00 but 80.00",
        "ENTRY_INCOMPLETE entry:" + transfer + ": 2 postings but 1");
  }

  @Test
  void findsAVersionThatIsNotTheNumberOfPostings() {
    books.damage("update account set version = 4 where id = '" + nok.available() + "'");
    assertFound("VERSION_MISMATCH account:" + nok.available() + ": 3 but 4");
  }

  @Test
  void findsPostingsThatSwappedTheirPlaces() {
    books.damage(
        """
        update posting set sequence = 99 where account_id = '%1$s' and sequence = 1;
        update posting set sequence = 1 where account_id = '%1$s' and sequence = 2;
        update posting set sequence = 2 where account_id = '%1$s' and sequence = 99"""
            .formatted(lek.available()));
    assertFound("BALANCE_AFTER_BROKEN account:" + lek.available() + ": 30.00 but 80.00");
  }

  @Test
  void findsAnEntryThatIsGone() {
    books.damage("delete from journal_entry where id = '" + transfer + "'");
    assertFound("ENTRY_MISSING entry:" + transfer + ": an entry but none");
  }

  @Test
  void findsAnEntryThatIsGoneWithItsPostings() {
    books.damage(
        "delete from journal_entry where id = '%1$s'; delete from posting where entry_id = '%1$s'"
            .formatted(transfer));
    assertFound(
        "SEQUENCE_GAP account:" + nok.available() + ": 2 but 3",
        "BALANCE_MISMATCH account:" + nok.available() + ": 90.00 but 60.00",
        "VERSION_MISMATCH account:" + lek.available() + ": 1 but 2",
        "BALANCE_MISMATCH account:" + lek.available() + ": 50.00 but 80.00");
  }

  @Test
  void findsAnEntryWithoutPostings() {
    UUID empty = UUID.randomUUID();
    books.damage(entry(empty));
    assertFound("ENTRY_INCOMPLETE entry:" + empty + ": 2 postings but 0");
  }

  @Test
  void findsMoneyThatChangedItsCurrency() {
    Purse dollars = books.open(nok.userId(), Currency.USD);
    UUID mixed = UUID.randomUUID();
    books.damage(
        entry(mixed)
            + """
            ;
            insert into posting (account_id, sequence, entry_id, amount, balance_after)
            values ('%1$s', 4, '%3$s', -1, 59), ('%2$s', 1, '%3$s', 1, 1);
            update account set balance = 59, version = 4 where id = '%1$s';
            update account set balance = 1, version = 1 where id = '%2$s'"""
                .formatted(nok.available(), dollars.available(), mixed));
    assertFound(
        "ENTRY_UNBALANCED entry:" + mixed + ": 0.00 but -1.00",
        "CURRENCY_UNBALANCED currency:THB: 0.00 but -1.00",
        "CURRENCY_UNBALANCED currency:USD: 0.00 but 1.00");
  }

  @Test
  void allowsEntriesInSeveralCurrenciesThatBalanceInEach() {
    Purse dollars = books.open(nok.userId(), Currency.USD);
    UUID lentTHB = books.accounts.platform("liquidity", Currency.THB).id();
    UUID lentUSD = books.accounts.platform("liquidity", Currency.USD).id();
    Money thb = Money.of("30.00", Currency.THB);
    Money usd = Money.of("1.00", Currency.USD);
    books.post(
        JournalEntry.of(
            books.clock,
            books.key(),
            "EXCHANGE",
            "test",
            List.of(
                new JournalEntry.Leg(nok.available(), thb.negate()),
                new JournalEntry.Leg(lentTHB, thb),
                new JournalEntry.Leg(lentUSD, usd.negate()),
                new JournalEntry.Leg(dollars.available(), usd))));
    assertThat(books.prove()).isEmpty();
  }

  @Test
  void findsAHeldBalanceThatItsHoldsDoNotExplain() {
    books.damage("update account set balance = 11 where id = '" + nok.held() + "'");
    assertFound(
        "BALANCE_MISMATCH account:" + nok.held() + ": 10.00 but 11.00",
        "HELD_MISMATCH account:" + nok.held() + ": 10.00 but 11.00",
        "CURRENCY_UNBALANCED currency:THB: 0.00 but 1.00");
  }

  @Test
  void findsAHoldWhoseAmountWasChanged() {
    books.damage("update hold set amount = 12 where id = '" + hold + "'");
    assertFound(
        "HELD_MISMATCH account:" + nok.held() + ": 12.00 but 10.00",
        "HOLD_MISMATCH hold:" + hold + ": 10.00 but 12.00");
  }

  @Test
  void findsAHoldThatIsGone() {
    books.damage("delete from hold where id = '" + hold + "'");
    assertFound("HELD_MISMATCH account:" + nok.held() + ": 0.00 but 10.00");
  }

  @Test
  void findsAnAccountThatIsGone() {
    books.damage("delete from account where id = '" + lek.available() + "'");
    assertFound(
        "ACCOUNT_MISSING account:" + lek.available() + ": an account but none",
        "ACCOUNT_MISSING wallet:" + lek.walletId() + ": available account but none",
        "CURRENCY_UNBALANCED currency:THB: 0.00 but -80.00");
  }

  @Test
  void findsAWalletWithAnothersKindOfAccount() {
    books.damage(
        "update wallet set held_account = '%s' where id = '%s'"
            .formatted(books.bank(), lek.walletId()));
    assertFound("WALLET_MISMATCH wallet:" + lek.walletId() + ": held THB but external:bank THB");
  }

  @Test
  void findsAnOrderThatWasCreditedTwice() {
    UUID order = UUID.randomUUID();
    credit(order, "25.00");
    assertThat(books.prove()).isEmpty();
    UUID second = credit(order, "25.00");
    assertFound("DOUBLE_CREDIT order:" + order + ": 25.00 but 50.00");
    assertThat(books.prove()).extracting(Discrepancy::walletId).containsExactly(lek.walletId());
    books.ledger.reverse(second, books.key(), "Credited twice", "test").orRefuse();
    assertThat(books.prove()).isEmpty();
  }

  @Test
  void findsAPaymentThatWasCreditedToTwoOrders() {
    order("pi_1", "MOONPAY");
    order("pi_1", "STRIPE");
    assertThat(books.prove()).isEmpty();
    order("pi_1", "STRIPE");
    assertFound("DOUBLE_CREDIT stripe:pi_1: 25.00 but 50.00");
  }

  @Test
  void goesOnWhereMoreIsWrongThanOneLookReports() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      Purse purse = books.with("1.00");
      UUID entry = UUID.randomUUID();
      books.damage("update account set version = 5 where id = '" + purse.available() + "'");
      books.damage(entry(entry));
      expected.add("VERSION_MISMATCH account:" + purse.available() + ": 1 but 5");
      expected.add("ENTRY_INCOMPLETE entry:" + entry + ": 2 postings but 0");
    }
    ReconcileWallets few = new ReconcileWallets(books.transactions, 3);
    List<RunPart> plan = few.plan();
    List<Proof> looks =
        plan.stream().flatMap(part -> BooksScenario.looks(few, part).stream()).toList();
    assertThat(looks).hasSizeGreaterThan(plan.size());
    assertThat(looks).allSatisfy(look -> assertThat(look.found()).hasSizeLessThanOrEqualTo(3));
    assertThat(BooksScenario.lines(looks.stream().flatMap(look -> look.found().stream()).toList()))
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(checked(plan, "accounts")).isEqualTo(books.number("select count(*) from account"));
    long inFewLooks =
        plan.stream()
            .filter(part -> part.work().equals("accounts"))
            .flatMap(part -> BooksScenario.looks(few, part).stream())
            .mapToLong(Proof::checked)
            .sum();
    assertThat(inFewLooks).isEqualTo(books.number("select count(*) from account"));
  }

  @Test
  void looksOnlyAtOneWalletIfAsked() {
    books.damage("update account set version = 4 where id = '" + nok.available() + "'");
    books.damage(posting("set balance_after = 81", lek.available(), 2));
    assertThat(BooksScenario.lines(books.prove(nok)))
        .containsExactly("VERSION_MISMATCH account:" + nok.available() + ": 3 but 4");
    assertThatThrownBy(() -> books.reconcile.plan(UUID.randomUUID()))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Kind.NOT_FOUND));
  }

  @Test
  void looksAtTheEntriesOfOneWallet() {
    books.damage("delete from journal_entry where id = '" + transfer + "'");
    assertThat(BooksScenario.lines(books.prove(nok)))
        .containsExactly("ENTRY_MISSING entry:" + transfer + ": an entry but none");
  }

  private void assertFound(String... lines) {
    assertThat(BooksScenario.lines(books.prove())).containsExactlyInAnyOrder(lines);
  }

  private static long checked(List<RunPart> plan, String work) {
    return plan.stream()
        .filter(part -> part.work().equals(work))
        .mapToLong(part -> books.reconcile.prove(part).checked())
        .sum();
  }

  private static String posting(String change, UUID account, int sequence) {
    return "update posting "
        + change
        + " where account_id = '"
        + account
        + "' and sequence = "
        + sequence;
  }

  private static String entry(UUID id) {
    return """
        insert into journal_entry (id, idempotency_key, request_hash, kind, effective_at, recorded_at, actor)
        values ('%1$s', 'test:%1$s', sha256('x'), 'TRANSFER', now(), now(), 'test')"""
        .formatted(id);
  }

  private UUID credit(UUID order, String thb) {
    return books.post(
        JournalEntry.move(
                books.clock,
                books.key(),
                "ONRAMP_CREDIT",
                "test",
                Money.of(thb, Currency.THB),
                books.bank(),
                lek.available())
            .referringTo(order.toString()));
  }

  private void order(String payment, String provider) {
    books.damage(
        """
        insert into onramp_order (id, user_id, wallet_id, provider, currency, amount, status, idempotency_key,
                                  payment_reference, credited, created_at, expires_at, updated_at, completed_at)
        values (gen_random_uuid(), '%s', '%s', '%s', 'THB', 25, 'COMPLETED', gen_random_uuid(), '%s', 25,
                now(), now() + interval '1 day', now(), now())"""
            .formatted(lek.userId(), lek.walletId(), provider, payment));
  }
}
