package org.dompet.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.dompet.seal.SealFault.Kind;
import org.dompet.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of damage is named, and nothing else is. */
class VerifySealsTest {
  private static SealScenario scenario;
  private List<UUID> ids;

  @BeforeAll
  static void start() {
    scenario = new SealScenario();
  }

  @AfterAll
  static void stop() {
    scenario.close();
  }

  /** Twelve entries in seals of five, five and two. */
  @BeforeEach
  void seal() {
    scenario.clear();
    ids = scenario.bookUntilNow(12);
    scenario.sealAll(5);
    assertThat(scenario.verify().faults()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "idempotency_key, 'other'",
        "request_hash, sha256('x')",
        "kind, 'DEPOSIT'",
        "reference, 'x'",
        "description, null",
        "metadata, '{}'",
        "effective_at, effective_at + interval '1 microsecond'",
        "recorded_at, recorded_at - interval '1 microsecond'",
        "actor, 'somebody'",
        "reverses, id"
      })
  void namesAnEntryOfWhichAColumnWasChanged(String column, String value) {
    change("journal_entry", column, value, "id", 6);
    found(Kind.ENTRY_CHANGED, 2, 6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update posting set amount = amount + 1 where entry_id = '%s'",
        "update posting set balance_after = balance_after + 0.01 where entry_id = '%s' and amount > 0",
        "update posting set sequence = sequence + 100 where entry_id = '%s' and amount > 0",
        "update posting set account_id = gen_random_uuid() where entry_id = '%s' and amount > 0",
        "delete from posting where entry_id = '%s' and amount < 0",
        "delete from posting where entry_id = '%s'",
        "insert into posting select gen_random_uuid(), 1, '%s', 1, 1",
        "update posting set amount = -amount where entry_id = '%s'"
      })
  void namesAnEntryOfWhichAPostingWasChanged(String sql) {
    scenario.damage(sql.formatted(ids.get(4)));
    found(Kind.POSTINGS_CHANGED, 1, 4);
  }

  @Test
  void namesBothEntriesWhosePostingWasMoved() {
    scenario.damage(
        "update posting set entry_id = '%s' where entry_id = '%s' and amount > 0"
            .formatted(ids.get(1), ids.get(11)));
    assertThat(faults())
        .containsExactly(
            fault(Kind.POSTINGS_CHANGED, 1, ids.get(1)),
            fault(Kind.POSTINGS_CHANGED, 3, ids.get(11)));
  }

  @Test
  void namesADeletedEntry() {
    scenario.damage("delete from journal_entry where id = '%s'".formatted(ids.get(11)));
    found(Kind.ENTRY_DELETED, 3, 11);
  }

  @Test
  void namesAnEntryThatWasPutAmongOldOnes() {
    scenario.clock.advance(Duration.ofHours(3));
    scenario.bookUntilNow(1);
    scenario.sealAll(5);
    UUID stray = scenario.bookMadeAt(SealScenario.START.minusSeconds(4));

    assertThat(scenario.sealAll(5)).isEmpty();
    assertThat(faults()).containsExactly(fault(Kind.ENTRY_UNSEALED, 2, stray));
  }

  @Test
  void namesASealWhoseHashWasSwapped() {
    change("seal", "hash", "sha256('x')", "number", 2L);
    assertThat(faults()).containsExactly(fault(Kind.SEAL_CHANGED, 2, null));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "previous_hash, sha256('x')",
        "late, not late",
        "upto, gen_random_uuid()",
        "entry_ids, entry_ids[2:] || entry_ids[1]",
        "entry_hashes, substring(entry_hashes from 33) || substring(entry_hashes for 32)",
        "posting_hashes, overlay(posting_hashes placing '\\x00' from 40)",
        "sealed_at, sealed_at + interval '1 microsecond'"
      })
  void namesASealOfWhichAColumnWasChanged(String column, String value) {
    change("seal", column, value, "number", 2L);
    assertThat(faults()).contains(fault(Kind.SEAL_CHANGED, 2, null));
    assertThat(faults()).allSatisfy(fault -> assertThat(fault).contains(" 2 "));
  }

  @Test
  void namesTheSealThatIsMissing() {
    scenario.damage("delete from seal where number = 2");
    assertThat(faults()).containsExactly(fault(Kind.SEAL_MISSING, 2, null));
  }

  @Test
  void namesTheFirstTouchedFirst() {
    for (int i : new int[] {9, 3, 7, 2}) {
      change("journal_entry", "actor", "'somebody'", "id", i);
    }
    assertThat(faults())
        .containsExactly(
            fault(Kind.ENTRY_CHANGED, 1, ids.get(2)),
            fault(Kind.ENTRY_CHANGED, 1, ids.get(3)),
            fault(Kind.ENTRY_CHANGED, 2, ids.get(7)),
            fault(Kind.ENTRY_CHANGED, 2, ids.get(9)));
  }

  @Test
  void namesTheSealAfterOneThatWasMadeAnew() {
    change("journal_entry", "actor", "'somebody'", "id", 7);
    scenario.damage(
        "create table spare as select * from seal where number = 3;"
            + " delete from seal where number > 1");
    scenario.seal(5);
    scenario.damage("insert into seal select * from spare; drop table spare");

    assertThat(faults()).containsExactly(fault(Kind.SEAL_UNCHAINED, 3, null));
  }

  @Test
  void onlyAHeadNotedElsewhereShowsAChainMadeAnew() {
    String noted = scenario.verifySeals.head().orElseThrow().head();
    assertThat(scenario.verifySeals.compare(noted)).isEmpty();

    change("journal_entry", "actor", "'somebody'", "id", 7);
    scenario.damage("delete from seal");
    scenario.sealAll(5);

    assertThat(scenario.verify().intact()).isTrue();
    SealFault fault = scenario.verifySeals.compare(noted).orElseThrow();
    assertThat(fault.kind()).isEqualTo(Kind.HEAD_DIFFERS);
    assertThat(fault.seal()).isEqualTo(3);
    assertThat(noted).isEqualTo("3:" + fault.expected());
    assertThat(fault.actual()).isNotEqualTo(fault.expected());
  }

  @Test
  void saysThatANotedSealIsGone() {
    String noted = scenario.verifySeals.head().orElseThrow().head();
    scenario.damage("delete from seal where number = 3");
    assertThat(scenario.verifySeals.compare(noted).orElseThrow().actual())
        .isEqualTo("no such seal");
  }

  @Test
  void refusesAHeadThatIsNone() {
    assertThatThrownBy(() -> scenario.verifySeals.compare("3"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void walksFromASealOn() {
    change("journal_entry", "actor", "'somebody'", "id", 2);
    List<Long> walked = new ArrayList<>();

    SealReport report = scenario.verifySeals.verify(2, walked::add);

    assertThat(report.intact()).isTrue();
    assertThat(report.entries()).isEqualTo(7);
    assertThat(walked).containsExactly(2L, 3L);
  }

  @Test
  void doesNotMindTheSettingsOfTheSession() {
    TestDatabase.execute(
        scenario.database.superuser(),
        "alter role dompet_app set datestyle = 'German, DMY';"
            + " alter role dompet_app set intervalstyle = 'sql_standard';"
            + " alter role dompet_app set extra_float_digits = 0;"
            + " alter role dompet_app set bytea_output = 'escape'");
    try {
      assertThat(new VerifySeals(scenario.database.application()).verify(1, n -> {}).faults())
          .isEmpty();
    } finally {
      TestDatabase.execute(
          scenario.database.superuser(),
          "alter role dompet_app reset datestyle; alter role dompet_app reset intervalstyle;"
              + " alter role dompet_app reset extra_float_digits;"
              + " alter role dompet_app reset bytea_output");
    }
  }

  private void change(String table, String column, String value, String key, Object which) {
    scenario.damage(
        "update %s set %s = %s where %s = '%s'"
            .formatted(table, column, value, key, which instanceof Integer i ? ids.get(i) : which));
  }

  private void found(Kind kind, long seal, int entry) {
    assertThat(faults()).containsExactly(fault(kind, seal, ids.get(entry)));
  }

  private static String fault(Kind kind, long seal, UUID entry) {
    return kind + " " + seal + " " + entry;
  }

  private static List<String> faults() {
    return scenario.verify().faults().stream()
        .map(fault -> fault(fault.kind(), fault.seal(), fault.entry()))
        .toList();
  }
}
