package org.dompet.web.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.dompet.ledger.JournalEntry;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
class TransactionsIT {
  @Inject private Books books;
  @Inject private TransactionNames transactions;
  @EJB private TimerLike timer;

  @Test
  void takeAllConnectionsOfAUseCaseAlsoWhenAnEjbCallsIt() throws SQLException {
    assertThat(transactions.seen()).hasSize(1);
    assertThat(timer.transactionsOfOneUseCase()).hasSize(1);
    assertThat(timer.transactionsOfOneUseCase()).hasSize(1);
  }

  @Test
  void areRolledBackByARefusal() {
    UUID account = books.open();
    JournalEntry entry = books.move("5.00", books.bank(), account);
    assertThatThrownBy(() -> books.bookAndRefuse(entry)).isInstanceOf(Refusal.class);
    assertThat(books.balance(account)).isEqualTo("0.00");
  }

  @Test
  void areBegunAnewAfterALockThatWasNotGivenUpInTime() throws SQLException {
    UUID account = books.open();
    List<Object> attempts = new ArrayList<>();
    try (Lock lock = Lock.on(account)) {
      books.bookRetrying(
          books.move("5.00", books.bank(), account),
          transaction -> {
            attempts.add(transaction);
            if (attempts.size() == 2) {
              lock.release();
            }
          });
    }
    assertThat(attempts).hasSize(2).doesNotHaveDuplicates();
    assertThat(books.balance(account)).isEqualTo("5.00");
  }

  @Test
  void areRefusedAsBusyWhenNoAttemptGetsTheLock() throws SQLException {
    UUID account = books.open();
    List<Object> attempts = new ArrayList<>();
    try (Lock lock = Lock.on(account)) {
      assertThatThrownBy(
              () -> books.bookRetrying(books.move("5.00", books.bank(), account), attempts::add))
          .isInstanceOfSatisfying(
              Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Kind.BUSY));
      assertThat(lock).isNotNull();
    }
    assertThat(attempts).hasSize(5).doesNotHaveDuplicates();
    assertThat(books.balance(account)).isEqualTo("0.00");
  }
}
