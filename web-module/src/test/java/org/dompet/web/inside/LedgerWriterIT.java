package org.dompet.web.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.dompet.ledger.JournalEntry;
import org.dompet.ledger.Ledger;
import org.dompet.ledger.LedgerSettings;
import org.dompet.ledger.LedgerWriter;
import org.dompet.ledger.Outcome;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
class LedgerWriterIT {
  private static final int ENTRIES = 12;

  @Inject private Container container;
  @Inject private Books books;
  @Inject private Ledger ledger;
  @Inject private LedgerWriter writer;

  @Test
  void booksWhatHasQueuedInOneTransaction() throws Exception {
    UUID account = books.open();
    int before = books.batchSizes().size();
    List<Future<Outcome>> answers = new ArrayList<>();
    try (Lock lock = Lock.on(account)) {
      for (int i = 0; i < ENTRIES; i++) {
        JournalEntry entry = books.move("1.00", books.bank(), account);
        answers.add(container.threads().submit(() -> writer.post(entry)));
      }
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (writer.waiting() < ENTRIES && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      assertThat(lock).isNotNull();
    }
    for (Future<Outcome> answer : answers) {
      assertThat(answer.get(30, TimeUnit.SECONDS)).isInstanceOf(Outcome.Posted.class);
    }
    assertThat(books.balance(account)).isEqualTo(ENTRIES + ".00");
    List<Integer> sizes = books.batchSizes();
    assertThat(Collections.max(sizes.subList(before, sizes.size()))).isGreaterThan(1);
    assertThat(writer.waiting()).isZero();
  }

  @Test
  void answersEverythingItAcceptedBeforeItStops() throws Exception {
    UUID account = books.open();
    LedgerWriter other =
        new LedgerWriter(ledger::post, LedgerSettings.DEFAULTS, container.threadFactory());
    other.start();
    List<Future<Outcome>> answers = new ArrayList<>();
    try (Lock lock = Lock.on(account)) {
      for (int i = 0; i < ENTRIES; i++) {
        JournalEntry entry = books.move("1.00", books.bank(), account);
        answers.add(container.threads().submit(() -> other.post(entry)));
      }
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (other.waiting() < ENTRIES && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      assertThat(lock).isNotNull();
    }
    other.stop();
    assertThat(other.isRunning()).isFalse();
    for (Future<Outcome> answer : answers) {
      assertThat(answer.get(1, TimeUnit.SECONDS)).isInstanceOf(Outcome.Posted.class);
    }
    assertThatThrownBy(() -> other.post(books.move("1.00", books.bank(), account)))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Kind.BUSY));
    assertThat(books.balance(account)).isEqualTo(ENTRIES + ".00");
  }
}
