package org.dompet.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.dompet.money.Currency;
import org.dompet.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the application's role tries by raw SQL, past all Java: the database is the last guard. */
class DatabaseRefusesTest {
  private static final String NOT_PERMITTED = "42501";
  private static final String CHECK_VIOLATED = "23514";
  private static final String DUPLICATE = "23505";

  private LedgerScenario scenario;
  private UUID wallet;
  private UUID bank;
  private UUID entry;

  @BeforeEach
  void open() {
    scenario = new LedgerScenario();
    bank = scenario.bank();
    wallet = scenario.openWith("100.00");
    scenario.ledger.post(scenario.move("10.00", wallet, bank)).orRefuse();
    entry = UUID.randomUUID();
  }

  @AfterEach
  void theBooksBalance() {
    scenario.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update journal_entry set kind = 'X'",
        "update posting set amount = 1",
        "delete from journal_entry",
        "delete from posting",
        "delete from account",
        "delete from hold",
        "truncate journal_entry",
        "truncate posting",
        "truncate account cascade",
        "update account set currency = 'USD'",
        "update account set id = gen_random_uuid()",
        "update account set kind = 'fees'",
        "update hold set amount = 1",
        "insert into currency values ('EUR', 2)",
        "update currency set scale = 0",
        "delete from currency",
        "create table mine (x int)",
        "create table public.mine (x int)",
        "create schema mine",
        "create function mine() returns int language sql as 'select 1'",
        "drop table posting",
        "alter table posting disable trigger all",
        "alter table account drop constraint account_balance_not_below_minimum",
        "drop trigger postings_keep_the_books on posting",
        "create trigger mine before insert on posting execute function refuse_change()",
        "set session_replication_role = replica",
        "set role dompet_owner",
        "alter role dompet_app superuser",
        "create role mine"
      })
  void theApplicationMayNot(String sql) {
    refuses(NOT_PERMITTED, sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update journal_entry set kind = 'X'",
        "update posting set amount = 1",
        "delete from journal_entry",
        "delete from posting",
        "delete from account",
        "truncate journal_entry cascade",
        "truncate posting",
        "truncate account cascade"
      })
  void theOwnerMayNotEither(String sql) {
    refuses(scenario.database.owner(), "LG001", sql);
  }

  @Test
  void theApplicationOwnsNothing() throws SQLException {
    String owned =
        """
        select (select count(*) from pg_class where relowner = r.oid)
             + (select count(*) from pg_proc where proowner = r.oid)
             + (select count(*) from pg_namespace where nspowner = r.oid)
             + (select count(*) from pg_database where datdba = r.oid)
             + (select count(*) from pg_auth_members where member = r.oid)
             + (r.rolsuper or r.rolcreaterole or r.rolcreatedb or r.rolbypassrls or r.rolreplication)::int
          from pg_roles r where r.rolname = 'dompet_app'""";
    try (Connection connection = scenario.database.application().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(owned)) {
      row.next();
      assertThat(row.getLong(1)).isZero();
    }
  }

  @Test
  void anEntryMadeWellIsAccepted() {
    accepts(book(line(bank, "-5", 1), line(wallet, "5", 1)));
  }

  @Test
  void anEntryOutOfBalance() {
    refuses("LG007", book(line(bank, "-5", 1), line(wallet, "6", 1)));
  }

  @Test
  void anEntryWithOneLeg() {
    refuses("LG007", book(line(wallet, "5", 1)));
  }

  @Test
  void anEntryOutOfBalanceInOneCurrencyThoughAmountsSumToZero() {
    UUID dollars = scenario.bank(Currency.USD);
    refuses("LG007", book(line(dollars, "-5", 1), line(wallet, "5", 1)));
  }

  @Test
  void anEntryWithoutPostings() {
    refuses("LG002", insertEntry("TRANSFER"));
  }

  @Test
  void anEntryAndItsPostingsInTwoStatements() {
    refuses("LG002", insertEntry("TRANSFER") + ";" + book(line(wallet, "5", 1)));
  }

  @Test
  void postingsToAnEntryOfBefore() {
    UUID old = scenario.ledger.post(scenario.move("1.00", wallet, bank)).orRefuse().entryId();
    entry = old;
    refuses("LG003", post(line(bank, "-5", 1), line(wallet, "5", 1)));
  }

  @Test
  void postingsWithoutAnEntry() {
    refuses("LG003", post(line(bank, "-5", 1), line(wallet, "5", 1)));
  }

  @Test
  void postingsToAnAccountThatIsNotThere() {
    refuses("LG003", book(line(UUID.randomUUID(), "-5", 1), line(wallet, "5", 1)));
  }

  @Test
  void postingsToFrozenAndClosedAccounts() {
    UUID closed = scenario.open();
    scenario.accounts.change(closed, Account.Status.CLOSED);
    refuses(CHECK_VIOLATED, book(line(bank, "-5", 1), line(closed, "5", 1)));
    scenario.accounts.change(wallet, Account.Status.FROZEN);
    refuses("LG004", book(line(bank, "5", 1), line(wallet, "-5", 1)));
  }

  @Test
  void moreDigitsThanTheCurrencyHas() {
    refuses("LG005", book(line(bank, "-0.005", 1), line(wallet, "0.005", 1)));
  }

  @Test
  void aGapInTheSequence() {
    refuses("LG006", book(line(bank, "-5", 1), line(wallet, "5", 2)));
  }

  @Test
  void aSequenceTwice() {
    refuses(DUPLICATE, book(line(bank, "-5", 1), line(wallet, "5", 0)));
  }

  @Test
  void aWrongBalanceAfter() {
    refuses("LG006", book(line(bank, "-5", 1), new Line(wallet, "5", 1, "5.01")));
  }

  @Test
  void aWrongBalanceBetweenTwoRightOnes() {
    UUID second = UUID.randomUUID();
    String book =
        """
        with e as (%s), f as (%s), p as (
          insert into posting (account_id, sequence, entry_id, amount, balance_after)
          select a.id, a.version + l.step, l.entry::uuid, l.amount, a.balance + l.after
            from (values ('%3$s'::uuid, 1, '%5$s', 5, 5.00), ('%3$s', 2, '%6$s', 5, 10),
                         ('%4$s', 1, '%5$s', -5, -5), ('%4$s', 2, '%6$s', -5, -10))
              as l (account, step, entry, amount, after) join account a on a.id = l.account)
        update account a set version = version + 2, balance = balance + c.change
          from (values ('%3$s'::uuid, 10), ('%4$s', -10)) as c (id, change) where a.id = c.id"""
            .formatted(
                insertEntry("TRANSFER"),
                insertEntry("TRANSFER").replace(entry.toString(), second.toString()),
                wallet,
                bank,
                entry,
                second);
    refuses("LG006", book.replace("5, 5.00)", "5, 5.01)"));
    accepts(book);
  }

  @Test
  void aPostingOnABalanceThatWasTouchedButNotPuttingItRight() {
    String touch = "update account set balance = balance + %d where id = '" + wallet + "'";
    TestDatabase.execute(
        scenario.database.owner(),
        "alter table account disable trigger balance_follows_the_postings;"
            + touch.formatted(1)
            + "; alter table account enable trigger balance_follows_the_postings");
    refuses("LG006", book(line(bank, "-5", 1), line(wallet, "5", 1)));
    accepts(touch.formatted(-1));
  }

  @Test
  void anEntryThatReversesNothing() {
    refuses(
        "LG009",
        book(line(bank, "-5", 1), line(wallet, "5", 1))
            .replace("actor)", "actor, reverses)")
            .replace("'raw' from", "'raw', gen_random_uuid() from"));
  }

  @Test
  void aBalanceThatIsNotThatOfThePosting() {
    refuses(
        "LG008",
        book(line(bank, "-5", 1), line(wallet, "5", 1)).replace("+ c.change", "+ c.change + 0.01"));
  }

  @Test
  void postingsThatNoBalanceFollows() {
    refuses(
        "LG006",
        "with e as (%s), p as (%s) select 1"
            .formatted(
                insertEntry("TRANSFER"),
                insertPostings(line(bank, "-5", 1), line(wallet, "5", 1))));
  }

  @Test
  void aBalanceChangedWithoutAPosting() {
    refuses("LG008", "update account set balance = balance + 1 where id = '" + wallet + "'");
    refuses("LG008", "update account set version = version + 1 where id = '" + wallet + "'");
  }

  @Test
  void aBalanceSetBackToThatOfAnEarlierPosting() {
    refuses("LG008", "update account set version = 1, balance = 100 where id = '" + wallet + "'");
    refuses("LG008", "update account set version = 0, balance = 0 where id = '" + wallet + "'");
  }

  @Test
  void anAccountOpenedWithMoneyInIt() {
    String open = "insert into account (id, currency, kind, opened_at, balance, version) values ";
    refuses("LG008", open + "(gen_random_uuid(), 'THB', 'available', now(), 5, 0)");
    refuses("LG008", open + "(gen_random_uuid(), 'THB', 'available', now(), 0, 1)");
  }

  @Test
  void anOverdraft() {
    refuses(CHECK_VIOLATED, book(line(bank, "90.01", 1), line(wallet, "-90.01", 1)));
  }

  @Test
  void aMinimumAboveTheBalance() {
    refuses(CHECK_VIOLATED, "update account set minimum_balance = 91 where id = '" + wallet + "'");
  }

  @Test
  void closingAnAccountWithMoneyInIt() {
    refuses(CHECK_VIOLATED, "update account set status = 'CLOSED' where id = '" + wallet + "'");
  }

  @Test
  void aPostingOfNothing() {
    refuses(CHECK_VIOLATED, book(line(bank, "0", 1), line(wallet, "0", 1)));
  }

  @Test
  void aKeyTwice() {
    accepts(book(line(bank, "-5", 1), line(wallet, "5", 1)));
    UUID first = entry;
    entry = UUID.randomUUID();
    refuses(
        DUPLICATE,
        book(line(bank, "-5", 1), line(wallet, "5", 1)).replace("raw:" + entry, "raw:" + first));
  }

  @Test
  void aKindInSmallLetters() {
    refuses(CHECK_VIOLATED, insertEntry("transfer"));
  }

  @Test
  void aSecondPlatformAccountOfAKind() {
    refuses(
        DUPLICATE,
        "insert into account (id, currency, kind, opened_at) values"
            + " (gen_random_uuid(), 'THB', 'external:bank', now())");
  }

  /** One line for an account: how much, how far after the last, and what the balance gets. */
  private record Line(UUID account, String amount, int step, String change) {}

  private static Line line(UUID account, String amount, int step) {
    return new Line(account, amount, step, amount);
  }

  /** Entry, postings and balances in one statement, as the ledger does it. */
  private String book(Line... lines) {
    return "with e as ("
        + insertEntry("TRANSFER")
        + "), "
        + post(lines).substring("with ".length());
  }

  /** Postings and balances alone. */
  private String post(Line... lines) {
    return "with p as (%s) update account a set balance = a.balance + c.change, version = a.version + c.step, last_posted_at = (select max(last_posted_at) from account) from (%s) as c where a.id = c.id"
        .formatted(
            insertPostings(lines),
            each(
                " union all ",
                line ->
                    "select '%s'::uuid as id, %s as change, %d as step"
                        .formatted(line.account, line.change, line.step),
                lines));
  }

  private String insertPostings(Line... lines) {
    return "insert into posting (account_id, sequence, entry_id, amount, balance_after) "
        + each(
            " union all ",
            line ->
                "select i.id, coalesce(a.version, 0) + %d, '%s'::uuid, %s, coalesce(a.balance, 0) + %s from (values ('%s'::uuid)) i (id) left join account a on a.id = i.id"
                    .formatted(line.step, entry, line.amount, line.change, line.account),
            lines);
  }

  private static String each(String between, Function<Line, String> text, Line... lines) {
    return Arrays.stream(lines).map(text).collect(Collectors.joining(between));
  }

  private String insertEntry(String kind) {
    return """
        insert into journal_entry (id, idempotency_key, request_hash, kind, effective_at, recorded_at, actor)
        select '%s', 'raw:%s', sha256('x'), '%s', now(), max(last_posted_at), 'raw' from account"""
        .formatted(entry, entry, kind);
  }

  private void accepts(String sql) {
    try (Connection connection = scenario.database.application().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException refused) {
      throw new AssertionError(sql, refused);
    }
  }

  private void refuses(String state, String sql) {
    refuses(scenario.database.application(), state, sql);
  }

  private static void refuses(DataSource role, String state, String sql) {
    assertThatThrownBy(
            () -> {
              try (Connection connection = role.getConnection();
                  Statement statement = connection.createStatement()) {
                statement.execute(sql);
              }
            })
        .as(sql)
        .isInstanceOfSatisfying(
            SQLException.class,
            refused -> assertThat(refused.getSQLState()).as(refused.getMessage()).isEqualTo(state));
  }
}
