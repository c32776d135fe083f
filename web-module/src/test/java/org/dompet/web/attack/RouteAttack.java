package org.dompet.web.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dompet.testing.Books;
import org.dompet.testing.TestDatabase;
import org.dompet.web.http.Person;
import org.dompet.web.http.RawHttp;
import org.dompet.web.http.Rows;
import org.dompet.web.server.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * The same attack on every route, as somebody who may use it: whatever is sent, nothing may be any
 * different afterwards.
 */
abstract class RouteAttack {
  static final List<Route> ROUTES = Route.ALL;

  final Verdicts verdicts = new Verdicts();
  Person somebody;
  private Person admin;
  private Person rich;
  private List<Object> before;

  @BeforeEach
  void somebodyHasNothingAndAnotherSome() {
    somebody = Person.fromTelegram();
    admin = Person.staff("ADMIN");
    rich = Person.with("100.00");
    before = state();
  }

  @AfterEach
  void nothingIsAnyDifferent() {
    verdicts.areGood();
    assertThat(state()).isEqualTo(before);
    assertThat(rich.available()).isEqualTo("100.00");
    Books.prove(TestServer.running().database().owner());
  }

  static boolean isRefused(RawHttp.Answer answer) {
    return answer.status() >= 400 || answer.isSilence();
  }

  final Attempt at(Route route) {
    return Attempt.at(route, caller(route));
  }

  final Person caller(Route route) {
    return route.isForStaff() ? admin : somebody;
  }

  final void send(Attempt attempt) {
    verdicts.send(attempt);
  }

  /** What no attack may change. */
  private static List<Object> state() {
    TestDatabase database = TestServer.running().database();
    return List.of(
        Rows.number(database, "select count(*) from posting"),
        Rows.number(database, "select count(*) from journal_entry"),
        Rows.number(
            database, "select coalesce(sum(balance), 0) from account where minimum_balance = 0"),
        Rows.number(database, "select count(*) from account where status <> 'OPEN'"),
        Rows.number(database, "select count(*) from app_user where roles <> '{USER}'"));
  }
}
