package org.dompet.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Queue;
import java.util.UUID;
import org.dompet.job.JobRun;
import org.dompet.job.RunPart;
import org.dompet.reconciliation.BooksScenario.Purse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProveBooksTest {
  private static BooksScenario books;

  private StandaloneProofs proofs;

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
    for (int i = 0; i < 10; i++) {
      books.with("10.00");
    }
    proofs = new StandaloneProofs(books.transactions, books.clock);
  }

  @Test
  void countsEverythingOnce() throws Exception {
    JobRun run = proofs.run();
    assertThat(run.checked()).isEqualTo(everything());
    assertThat(run.rowsRead()).isGreaterThan(run.checked());
    assertThat(run.findings()).isZero();
  }

  @Test
  void goesOnWhereItWasStopped() throws Exception {
    Purse purse = books.with("10.00");
    books.damage("update account set version = 2 where id = '" + purse.available() + "'");
    UUID run = proofs.begin();
    Queue<RunPart> parts = proofs.plan(run);
    int all = parts.size();
    proofs.look(run, parts.remove());
    // The node dies while it looks at the second part: what that look did is gone.
    RunPart lost = parts.remove();
    assertThatThrownBy(
            () ->
                books.transactions.run(
                    () -> {
                      proofs.look(run, lost);
                      throw new IllegalStateException("killed");
                    }))
        .hasMessage("killed");

    Queue<RunPart> left = proofs.plan(run);
    assertThat(left).hasSize(all - 1);
    while (!left.isEmpty()) {
      proofs.look(run, left.remove());
    }
    proofs.end(run);
    assertThat(books.number("select checked from job_run")).isEqualTo(everything());
    assertThat(proofs.found(run)).containsOnlyKeys("VERSION_MISMATCH");
    assertThat(books.number("select findings from job_run")).isEqualTo(1);
    assertThat(books.number("select count(*) from wallet where needs_reconciliation")).isEqualTo(1);
  }

  @Test
  void keepsWhatItFoundOnceThoughItLooksTwice() {
    Purse purse = books.with("10.00");
    books.damage("update account set version = 2 where id = '" + purse.available() + "'");
    UUID run = proofs.begin();
    for (RunPart part : proofs.plan(run)) {
      proofs.look(run, part);
      proofs.look(run, part);
    }
    assertThat(proofs.told()).hasSize(1);
    assertThat(books.number("select findings from job_run")).isEqualTo(1);
  }

  @Test
  void changesNoMoney() throws Exception {
    Purse purse = books.with("10.00");
    books.damage("update account set balance = 11 where id = '" + purse.available() + "'");
    String before = fingerprint();
    proofs.run();
    assertThat(fingerprint()).isEqualTo(before);
  }

  private static long everything() {
    return books.number(
        """
        select (select count(*) from account) + (select count(*) from journal_entry)
               + (select count(*) from wallet) + (select count(distinct currency) from account)""");
  }

  private static String fingerprint() {
    return books.number(
            """
            select hashtextextended(string_agg(row::text, ',' order by row::text), 0)
              from (select a::text as row from account a union all select p::text from posting p
                    union all select e::text from journal_entry e union all select h::text from hold h) r""")
        + "";
  }
}
