package org.dompet.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.restassured.response.Response;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.dompet.testing.TestDatabase;
import org.dompet.web.server.TestServer;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@RunAsClient
@ExtendWith(ArquillianExtension.class)
class MySessionsIT {
  private static final String ME = "/api/v1/me";
  private static final String SESSIONS = "/api/v1/me/sessions";

  /** Another node knows within two seconds; the rest is for a busy machine. */
  private static final Duration SECONDS = Duration.ofSeconds(10);

  @Test
  void sayWhoIsSignedIn() {
    Person person = Person.fromTelegram();
    person
        .call()
        .get(ME)
        .then()
        .statusCode(200)
        .body("id", equalTo(person.id().toString()))
        .body("roles", contains("USER"));
  }

  @Test
  void areListedAndEndedOneByOne() {
    Person phone = Person.fromTelegram();
    Person laptop = again(phone);
    Response listed = laptop.call().header("User-Agent", "laptop").get(SESSIONS);
    listed.then().statusCode(200).body("items", hasSize(2)).body("items.how", hasItem("telegram"));
    String phones = listed.path("items.find { !it.current }.id");
    assertThat(listed.<Boolean>path("items.find { it.id != '" + phones + "' }.current")).isTrue();

    laptop.call().delete(SESSIONS + "/" + phones).then().statusCode(204);

    Api.refused(phone.wrongCall().get(ME), 401, "unauthenticated");
    Api.refused(refresh(phone), 401, "sign-in-refused");
    laptop.call().get(SESSIONS).then().body("items", hasSize(1));
    Api.refused(laptop.wrongCall().delete(SESSIONS + "/" + phones), 404, "not-found");
  }

  @Test
  void endAllButTheOneThatAsks() {
    Person phone = Person.fromTelegram();
    Person laptop = again(phone);
    Person tablet = again(phone);

    laptop.call().delete(SESSIONS).then().statusCode(200).body("ended", equalTo(2));

    laptop.call().get(ME).then().statusCode(200);
    Api.refused(phone.wrongCall().get(ME), 401, "unauthenticated");
    Api.refused(refresh(tablet), 401, "sign-in-refused");
    refresh(laptop).then().statusCode(200);
  }

  @Test
  void areNobodyElsesToEnd() {
    Person person = Person.fromTelegram();
    Person stranger = Person.fromTelegram();
    String session = person.call().get(SESSIONS).path("items[0].id");
    Api.refused(stranger.wrongCall().delete(SESSIONS + "/" + session), 404, "not-found");
    Api.refused(stranger.wrongCall().delete(SESSIONS + "/" + UUID.randomUUID()), 404, "not-found");
    person.call().get(ME).then().statusCode(200);
  }

  @Test
  void endTheirAccessTokensWithThemWhenOneSignsOut() {
    Person person = Person.fromTelegram();
    person.call().get(ME).then().statusCode(200);
    Api.call()
        .body(Map.of("refreshToken", person.refreshToken()))
        .post("/api/v1/auth/logout")
        .then()
        .statusCode(204);
    Api.refused(person.wrongCall().get(ME), 401, "unauthenticated");
  }

  @Test
  void endTheirAccessTokensWithThemWhenARefreshTokenIsUsedTwice() {
    Person person = Person.fromTelegram();
    refresh(person).then().statusCode(200);
    Api.refused(refresh(person), 401, "sign-in-refused");
    Api.refused(person.wrongCall().get(ME), 401, "unauthenticated");
  }

  @Test
  void thatEndedOnAnotherNodeOpenNoDoorWithinSeconds() {
    Person person = Person.fromTelegram();
    person.call().get(ME).then().statusCode(200);
    TestDatabase.execute(
        TestServer.running().database().application(),
        "update session set ended_at = now(), end_reason = 'REVOKED' where user_id = '"
            + person.id()
            + "'");
    long deadline = System.nanoTime() + SECONDS.toNanos();
    while (person.wrongCall().get(ME).statusCode() != 401) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  private static Person again(Person person) {
    Response session =
        Person.signIn(InitDataText.of(person.telegramId(), "Nok", person.username()).signed());
    return new Person(
        person.id(),
        person.telegramId(),
        person.username(),
        person.walletId(),
        session.path("accessToken"),
        session.path("refreshToken"));
  }

  private static Response refresh(Person person) {
    return Api.wrongCall()
        .body(Map.of("refreshToken", person.refreshToken()))
        .post("/api/v1/auth/refresh");
  }
}
