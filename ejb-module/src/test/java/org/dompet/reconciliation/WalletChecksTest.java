package org.dompet.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.dompet.money.Currency;
import org.dompet.reconciliation.BooksScenario.Purse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WalletChecksTest {
  private static BooksScenario books;

  private final WalletChecks checks = new WalletChecks(books.transactions);
  private Purse nok;
  private Purse lek;

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
    books.move("30.00", nok.available(), lek.available());
    books.hold(nok, "10.00");
  }

  @Test
  void showAWalletWithWhatItsPostingsSay() {
    WalletBooks wallet = only(nok);
    assertThat(wallet.owner()).isEqualTo("x");
    assertThat(wallet.currency()).isEqualTo("THB");
    assertThat(wallet.balance()).isEqualByComparingTo("70");
    assertThat(wallet.total()).isEqualByComparingTo("70");
    assertThat(wallet.held().balance()).isEqualByComparingTo("10");
    assertThat(wallet.available().postings()).isEqualTo(3);
    assertThat(wallet.isBalanced()).isTrue();
    assertThat(wallet.isIntact()).isTrue();
    assertThat(checks.count()).isEqualTo(2);
  }

  @Test
  void tellACachedBalanceThatIsWrongFromPostingsThatAre() {
    books.damage("update account set balance = 61 where id = '" + nok.available() + "'");
    books.damage(
        "update posting set balance_after = 79 where account_id = '"
            + lek.available()
            + "' and sequence = 2");
    assertThat(only(nok).isIntact()).isTrue();
    assertThat(only(nok).available().isBalanced()).isFalse();
    assertThat(only(nok).balance()).isEqualByComparingTo("71");
    assertThat(only(nok).total()).isEqualByComparingTo("70");
    assertThat(BooksScenario.lines(only(nok).found()))
        .containsExactly("BALANCE_MISMATCH account:" + nok.available() + ": 60.00 but 61.00");
    assertThat(only(lek).isIntact()).isFalse();
    assertThat(BooksScenario.lines(only(lek).found()))
        .containsExactly("BALANCE_AFTER_BROKEN account:" + lek.available() + ": 80.00 but 79.00");
  }

  @Test
  void showAGapAndAWrongVersionAndAMissingAccount() {
    books.damage("update account set version = 9 where id = '" + nok.available() + "'");
    books.damage("delete from account where id = '" + lek.held() + "'");
    assertThat(only(nok).isIntact()).isTrue();
    assertThat(only(nok).available().isBalanced()).isFalse();
    assertThat(only(lek).held()).isNull();
    assertThat(only(lek).isIntact()).isFalse();
    assertThat(BooksScenario.lines(only(lek).found()))
        .containsExactly("ACCOUNT_MISSING wallet:" + lek.walletId() + ": held account but none");
    books.damage(
        "delete from posting where account_id = '" + nok.available() + "' and sequence = 2");
    assertThat(only(nok).isIntact()).isFalse();
  }

  @Test
  void showEmptyWalletsAndHoldsThatDoNotAddUp() {
    Purse empty = books.open(Currency.ETH);
    assertThat(only(empty).isBalanced()).isTrue();
    books.damage("delete from hold");
    assertThat(BooksScenario.lines(only(nok).found()))
        .containsExactly("HELD_MISMATCH account:" + nok.held() + ": 0.00 but 10.00");
    assertThat(only(nok).isIntact()).isTrue();
  }

  @Test
  void comeInPages() {
    for (int i = 0; i < 5; i++) {
      books.open(Currency.USD);
    }
    List<UUID> seen = new ArrayList<>();
    List<WalletBooks> page = checks.wallets((UUID) null, 3);
    while (!page.isEmpty()) {
      page.forEach(wallet -> seen.add(wallet.walletId()));
      page = checks.wallets(seen.get(seen.size() - 1), 3);
    }
    assertThat(seen).hasSize(7).doesNotHaveDuplicates();
    assertThat(checks.wallets(List.of(UUID.randomUUID()))).isEmpty();
  }

  private WalletBooks only(Purse purse) {
    List<WalletBooks> found = checks.wallets(List.of(purse.walletId()));
    assertThat(found).hasSize(1);
    return found.get(0);
  }
}
