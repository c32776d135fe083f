package org.dompet.web.http;

import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.dompet.testing.TestDatabase;
import org.dompet.web.server.TestServer;

/** Somebody who is signed in, with a wallet in THB. */
public record Person(
    UUID id,
    long telegramId,
    String username,
    UUID walletId,
    String accessToken,
    String refreshToken) {
  private static final AtomicLong IDS = new AtomicLong(50_000_000_000L);

  public static long unusedTelegramId() {
    return IDS.incrementAndGet();
  }

  /** Somebody new from Telegram. */
  public static Person fromTelegram() {
    long telegramId = unusedTelegramId();
    String username = "user_" + telegramId;
    Response session = signIn(InitDataText.of(telegramId, "Nok", username).signed());
    session.then().statusCode(200);
    String token = session.path("accessToken");
    String wallet =
        Api.call()
            .header("Authorization", "Bearer " + token)
            .get("/api/v1/wallets")
            .then()
            .body("items.size()", equalTo(1))
            .extract()
            .path("items[0].id");
    return new Person(
        UUID.fromString(session.path("user.id")),
        telegramId,
        username,
        UUID.fromString(wallet),
        token,
        session.path("refreshToken"));
  }

  /** Somebody new from Telegram, who brings money. */
  public static Person with(String thb) {
    Person person = fromTelegram();
    Bank.give(person.walletId(), thb);
    return person;
  }

  /** Somebody new who works here, signed in with a role beside everybody's. */
  public static Person staff(String role) {
    Person person = fromTelegram();
    TestDatabase.execute(
        TestServer.running().database().owner(),
        "update app_user set roles = '{USER," + role + "}' where id = '" + person.id() + "'");
    Response session =
        signIn(InitDataText.of(person.telegramId(), "Nok", person.username()).signed());
    return new Person(
        person.id(),
        person.telegramId(),
        person.username(),
        person.walletId(),
        session.path("accessToken"),
        session.path("refreshToken"));
  }

  public static Response signIn(String initData) {
    return Api.call()
        .body(Map.of("initData", initData))
        .post("/api/v1/auth/telegram/webapp-verify");
  }

  public RequestSpecification call() {
    return as(Api.call());
  }

  public RequestSpecification wrongCall() {
    return as(Api.wrongCall());
  }

  public RequestSpecification as(RequestSpecification request) {
    return request.header("Authorization", "Bearer " + accessToken);
  }

  /** What can be spent from the wallet in THB. */
  public String available() {
    return call()
        .get("/api/v1/wallets/" + walletId)
        .then()
        .statusCode(200)
        .extract()
        .path("available");
  }

  /** The number of postings that ever touched the wallet. */
  public long postings() {
    return Rows.number(
        TestServer.running().database(),
        "select count(*) from posting p join wallet w on p.account_id = w.available_account where w.id = ?",
        walletId);
  }
}
