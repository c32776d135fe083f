package org.dompet.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.dompet.ledger.JournalEntry;
import org.dompet.ledger.LedgerScenario;
import org.dompet.testing.SettableClock;
import org.dompet.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which entries are sealed when, and that each is, once. */
class SealLedgerTest {
  private static SealScenario scenario;

  @BeforeAll
  static void start() {
    scenario = new SealScenario();
  }

  @AfterAll
  static void stop() {
    scenario.close();
  }

  @BeforeEach
  void forget() {
    scenario.clear();
  }

  @Test
  void sealsInOrderAndChains() {
    List<UUID> ids = scenario.bookUntilNow(12);

    List<Seal> seals = scenario.sealAll(5);

    assertThat(seals).extracting(Seal::number).containsExactly(1L, 2L, 3L);
    assertThat(seals).extracting(Seal::entries).containsExactly(5, 5, 2);
    assertThat(seals).extracting(Seal::upto).containsExactly(ids.get(4), ids.get(9), ids.get(11));
    assertThat(scenario.verifySeals.head()).contains(seals.get(2));
    SealReport report = scenario.verify();
    assertThat(report.faults()).isEmpty();
    assertThat(report.seals()).isEqualTo(3);
    assertThat(report.entries()).isEqualTo(12);
    assertThat(report.waiting()).isZero();
  }

  @Test
  void sealsNothingWhereThereIsNothing() {
    assertThat(scenario.sealAll(5)).isEmpty();
    SealReport report = scenario.verify();
    assertThat(report.intact()).isTrue();
    assertThat(report.head()).isNull();
  }

  @Test
  void leavesTheYoungestMinuteForLater() {
    scenario.bookMadeAt(SealScenario.START.minusSeconds(61));
    scenario.bookMadeAt(SealScenario.START.minusSeconds(59));

    assertThat(scenario.seal(5)).map(Seal::entries).contains(1);
    assertThat(scenario.seal(5)).isEmpty();
    assertThat(scenario.verify().waiting()).isEqualTo(1);
    assertThat(scenario.verifySeals.waitingOf(scenario.account)).isEqualTo(1);

    scenario.clock.advance(Duration.ofSeconds(2));
    assertThat(scenario.seal(5)).map(Seal::entries).contains(1);
    assertThat(scenario.verify().waiting()).isZero();
    assertThat(scenario.verifySeals.waitingOf(scenario.account)).isZero();
  }

  @Test
  void sealsLateWhatWasCommittedLate() {
    scenario.bookUntilNow(3);
    UUID upto = scenario.sealAll(5).get(0).upto();
    UUID late = scenario.bookMadeAt(SealScenario.START.minus(Duration.ofMinutes(59)));
    assertThat(scenario.verify().faults()).isEmpty();
    assertThat(scenario.verifySeals.waitingOf(scenario.account)).isEqualTo(1);

    Seal seal = scenario.seal(5).orElseThrow();

    assertThat(seal.late()).isTrue();
    assertThat(seal.upto()).isEqualTo(upto);
    assertThat(seal.entries()).isEqualTo(1);
    assertThat(scenario.seal(5)).isEmpty();
    assertThat(scenario.ask("select entry_ids[1] from seal where number = 2"))
        .isEqualTo(late.toString());
    assertThat(scenario.verify().intact()).isTrue();
    assertThat(scenario.verifySeals.waitingOf(scenario.account)).isZero();
  }

  @Test
  void sealsIdsThatTellNoTime() {
    scenario.bookUntilNow(2);
    UUID random = scenario.book(UUID.fromString("f0000000-1111-4222-8333-444444444444"));
    UUID low = scenario.book(UUID.fromString("00000000-1111-4222-8333-444444444444"));

    List<Seal> seals = scenario.sealAll(5);

    assertThat(seals).extracting(Seal::late).containsExactly(true, false);
    assertThat(scenario.ask("select string_agg(entry_ids[1]::text, ' ' order by number) from seal"))
        .isEqualTo(random + " " + low);
    SealReport report = scenario.verify();
    assertThat(report.faults()).isEmpty();
    assertThat(report.waiting()).isZero();
  }

  @Test
  void sealsEachOnceWhileMoneyMoves() {
    SettableClock ahead = new SettableClock(scenario.clock.instant().plus(Duration.ofMinutes(2)));
    List<CompletableFuture<Void>> writers = new ArrayList<>();
    for (int writer = 0; writer < 3; writer++) {
      writers.add(CompletableFuture.runAsync(() -> move(150)));
    }
    CompletableFuture<Void> all =
        CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new));
    int seals = 0;
    while (!all.isDone()) {
      seals += seal(ahead).isPresent() ? 1 : 0;
      assertThat(scenario.verify().faults()).isEmpty();
    }
    all.join();
    while (seal(ahead).isPresent()) {
      seals++;
    }

    SealReport report = scenario.verify();
    assertThat(report.faults()).isEmpty();
    assertThat(report.seals()).isEqualTo(seals);
    assertThat(report.entries()).isEqualTo(450);
    assertThat(report.waiting()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update seal set hash = sha256('x')",
        "delete from seal",
        "truncate seal",
        "alter table seal disable trigger all"
      })
  void theApplicationMayNot(String sql) {
    assertThatThrownBy(() -> TestDatabase.execute(scenario.database.application(), sql))
        .cause()
        .hasFieldOrPropertyWithValue("SQLState", "42501");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"update seal set hash = sha256('x')", "delete from seal", "truncate seal"})
  void theOwnerMayNotEither(String sql) {
    assertThatThrownBy(() -> TestDatabase.execute(scenario.database.owner(), sql))
        .cause()
        .hasFieldOrPropertyWithValue("SQLState", "LG001");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "number + 2, hash, false, upto",
        "number, hash, false, upto",
        "number + 1, sha256('x'), false, upto",
        "number + 1, hash, false, '00000000-0000-0000-0000-000000000000'",
        "number + 1, hash, true, 'ffffffff-0000-0000-0000-000000000000'"
      })
  void theDatabaseRefusesASealThatDoesNotContinueTheLast(String columns) {
    scenario.bookUntilNow(1);
    scenario.sealAll(5);

    assertThatThrownBy(
            () ->
                TestDatabase.execute(
                    scenario.database.application(),
                    "insert into seal (number, previous_hash, late, upto, hash, entries, entry_ids,"
                        + " entry_hashes, posting_hashes, sealed_at) select "
                        + columns
                        + ", sha256('new'), entries, entry_ids, entry_hashes, posting_hashes,"
                        + " sealed_at from seal"))
        .cause()
        .hasFieldOrPropertyWithValue("SQLState", "SE001");
  }

  private static Optional<Seal> seal(SettableClock clock) {
    return scenario.seal(clock, 40);
  }

  private static void move(int times) {
    for (int i = 0; i < times; i++) {
      scenario
          .ledger
          .postRetrying(
              JournalEntry.move(
                  scenario.clock,
                  LedgerScenario.key(),
                  "TRANSFER",
                  "test",
                  LedgerScenario.thb("1.00"),
                  scenario.bank,
                  scenario.account))
          .orRefuse();
    }
  }
}
