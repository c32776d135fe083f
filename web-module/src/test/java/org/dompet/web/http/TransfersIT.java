package org.dompet.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.dompet.ledger.Account;
import org.dompet.testing.Books;
import org.dompet.web.server.TestServer;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@RunAsClient
@ExtendWith(ArquillianExtension.class)
class TransfersIT {
  /** Two for all the cases that change nothing. */
  private static @Nullable Person rich;

  private static @Nullable Person poor;

  @AfterEach
  void theBooksBalance() {
    Books.prove(TestServer.running().database().owner());
  }

  @Test
  void reachAPersonByWalletTelegramIdOrUsername() {
    Person sender = Person.with("100.00");
    Person recipient = Person.fromTelegram();
    List<Map<String, Object>> addresses =
        List.of(
            Map.of("walletId", recipient.walletId()),
            Map.of("telegramId", recipient.telegramId()),
            Map.of("username", recipient.username()),
            Map.of("username", "@" + recipient.username().toUpperCase(Locale.ROOT)));
    for (Map<String, Object> to : addresses) {
      Response made = send(sender, key(), transfer(sender, to, "10.50"));
      made.then()
          .statusCode(201)
          .header("Location", endsWith("/api/v1/transfers/" + made.path("id")))
          .header("Idempotency-Replayed", nullValue())
          .body("status", equalTo("COMPLETED"))
          .body("fromWalletId", equalTo(sender.walletId().toString()))
          .body("toWalletId", equalTo(recipient.walletId().toString()))
          .body("amount", equalTo("10.50"))
          .body("currency", equalTo("THB"))
          .body("note", equalTo("for noodles"));
    }
    assertThat(sender.available()).isEqualTo("58.00");
    assertThat(recipient.available()).isEqualTo("42.00");
  }

  @Test
  void areMadeOnceForAKey() {
    Person sender = Person.with("100.00");
    Person recipient = Person.fromTelegram();
    for (Map<String, Object> to :
        List.<Map<String, Object>>of(
            Map.of("walletId", recipient.walletId()), Map.of("username", recipient.username()))) {
      String key = key();
      Response first = send(sender, key, transfer(sender, to, "10.00"));
      Response again = send(sender, key, transfer(sender, to, "10.00"));
      again.then().statusCode(201).header("Idempotency-Replayed", equalTo("true"));
      assertThat(again.asString()).isEqualTo(first.asString());
      assertThat(again.header("Location")).isEqualTo(first.header("Location"));
      Api.refused(send(sender, key, transfer(sender, to, "10.01")), 422, "idempotency-key-reused");
      Map<String, Object> otherNote = transfer(sender, to, "10.00");
      otherNote.put("note", "for tea");
      Api.refused(send(sender, key, otherNote), 422, "idempotency-key-reused");
    }
    assertThat(sender.available()).isEqualTo("80.00");
  }

  @Test
  void haveKeysOfEachPersonsOwn() {
    Person one = Person.with("10.00");
    Person other = Person.with("10.00");
    String key = key();
    send(one, key, transfer(one, Map.of("walletId", other.walletId()), "1.00"))
        .then()
        .statusCode(201);
    send(other, key, transfer(other, Map.of("walletId", one.walletId()), "2.00"))
        .then()
        .statusCode(201)
        .header("Idempotency-Replayed", nullValue());
  }

  @Test
  void areReplayedThoughTheUsernameHasMoved() {
    Person sender = Person.with("10.00");
    Person recipient = Person.fromTelegram();
    String key = key();
    Map<String, Object> body = transfer(sender, Map.of("username", recipient.username()), "1.00");
    Response first = send(sender, key, body);
    Person.signIn(
            InitDataText.of(Person.unusedTelegramId(), "Thief", recipient.username()).signed())
        .then()
        .statusCode(200);
    assertThat(send(sender, key, body).asString()).isEqualTo(first.asString());
    assertThat(recipient.available()).isEqualTo("1.00");
  }

  @Test
  void haveOneEffectFromFiftyThreadsWithOneKey() throws Exception {
    Person sender = Person.with("100.00");
    Person recipient = Person.fromTelegram();
    String key = key();
    Map<String, Object> body = transfer(sender, Map.of("walletId", recipient.walletId()), "7.00");
    ExecutorService threads = Executors.newFixedThreadPool(50);
    List<Response> answers = new ArrayList<>();
    try {
      List<Future<Response>> running = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        running.add(threads.submit(() -> send(sender, key, body)));
      }
      for (Future<Response> answer : running) {
        answers.add(answer.get());
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(answers).extracting(Response::statusCode).containsOnly(201);
    assertThat(answers).extracting(Response::asString).containsOnly(answers.get(0).asString());
    assertThat(answers)
        .filteredOn(answer -> answer.header("Idempotency-Replayed") == null)
        .hasSize(1);
    assertThat(recipient.available()).isEqualTo("7.00");
    assertThat(recipient.postings()).isEqualTo(1);
  }

  @Test
  void neverSpendMoreThanThereIs() throws Exception {
    Person sender = Person.with("10.00");
    Person recipient = Person.fromTelegram();
    ExecutorService threads = Executors.newFixedThreadPool(16);
    int made = 0;
    try {
      List<Future<Response>> running = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        Map<String, Object> body =
            transfer(sender, Map.of("walletId", recipient.walletId()), "1.00");
        running.add(threads.submit(() -> send(sender, key(), body)));
      }
      for (Future<Response> answer : running) {
        if (answer.get().statusCode() == 201) {
          made++;
        } else {
          Api.refused(answer.get(), 422, "insufficient-funds");
        }
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(made).isEqualTo(10);
    assertThat(sender.available()).isEqualTo("0.00");
    assertThat(recipient.available()).isEqualTo("10.00");
  }

  static Stream<Arguments> badAmounts() {
    return Stream.of(
        Arguments.of("\"0\"", 422, "invalid-amount"),
        Arguments.of("\"0.00\"", 422, "invalid-amount"),
        Arguments.of("\"-1.00\"", 422, "invalid-amount"),
        Arguments.of("\"-0\"", 422, "invalid-amount"),
        Arguments.of("\"1.001\"", 422, "invalid-amount"),
        Arguments.of("\"1e2\"", 422, "invalid-amount"),
        Arguments.of("\"+1\"", 422, "invalid-amount"),
        Arguments.of("\" 1\"", 422, "invalid-amount"),
        Arguments.of("\"1,00\"", 422, "invalid-amount"),
        Arguments.of("\"1.\"", 422, "invalid-amount"),
        Arguments.of("\".5\"", 422, "invalid-amount"),
        Arguments.of("\"NaN\"", 422, "invalid-amount"),
        Arguments.of("\"0x10\"", 422, "invalid-amount"),
        Arguments.of("\"\u0e51\"", 422, "invalid-amount"),
        Arguments.of("\"" + "9".repeat(21) + "\"", 422, "invalid-amount"),
        Arguments.of("\"" + "9".repeat(400) + "\"", 422, "invalid-amount"),
        Arguments.of("\"\"", 400, "invalid-request"),
        Arguments.of("1", 400, "invalid-request"),
        Arguments.of("1.5", 400, "invalid-request"),
        Arguments.of("true", 400, "invalid-request"),
        Arguments.of("null", 400, "invalid-request"),
        Arguments.of("[\"1\"]", 400, "invalid-request"),
        Arguments.of("{\"value\":\"1\"}", 400, "invalid-request"));
  }

  @ParameterizedTest
  @MethodSource("badAmounts")
  void refuseAnAmountThatIsNone(String amount, int status, String code) {
    if (rich == null || poor == null) {
      rich = Person.with("100.00");
      poor = Person.fromTelegram();
    }
    Person sender = rich;
    Person recipient = poor;
    String body =
        """
        {"fromWalletId":"%s","to":{"walletId":"%s"},"amount":%s,"currency":"THB"}"""
            .formatted(sender.walletId(), recipient.walletId(), amount);
    Response answer =
        sender.wrongCall().header("Idempotency-Key", key()).body(body).post("/api/v1/transfers");
    Api.refused(answer, status, code);
    assertThat(answer.<String>path("errors[0].field")).isEqualTo("amount");
    assertThat(recipient.postings()).isZero();
  }

  @Test
  void refuseWhatTheBalanceDoesNotCover() {
    Person sender = Person.with("5.00");
    Person recipient = Person.fromTelegram();
    String key = key();
    Map<String, Object> body = transfer(sender, Map.of("walletId", recipient.walletId()), "5.01");
    Api.refused(send(sender, key, body), 422, "insufficient-funds");
    Bank.give(sender.walletId(), "0.01");
    send(sender, key, body).then().statusCode(201).header("Idempotency-Replayed", nullValue());
  }

  @Test
  void refuseAFrozenWalletOnEitherSide() {
    Person sender = Person.with("5.00");
    Person recipient = Person.with("5.00");
    Bank.change(recipient.walletId(), Account.Status.FROZEN);
    Api.refused(
        send(sender, key(), transfer(sender, Map.of("walletId", recipient.walletId()), "1.00")),
        422,
        "account-frozen");
    Api.refused(
        send(recipient, key(), transfer(recipient, Map.of("walletId", sender.walletId()), "1.00")),
        422,
        "account-frozen");
    Bank.change(recipient.walletId(), Account.Status.OPEN);
    send(sender, key(), transfer(sender, Map.of("walletId", recipient.walletId()), "1.00"))
        .then()
        .statusCode(201);
  }

  @Test
  void refuseAnotherCurrency() {
    Person sender = Person.with("5.00");
    Person recipient = Person.fromTelegram();
    String usd =
        recipient.call().body(Map.of("currency", "USD")).post("/api/v1/wallets").path("id");
    Api.refused(
        send(sender, key(), transfer(sender, Map.of("walletId", usd), "1.00")),
        422,
        "currency-mismatch");
    Map<String, Object> body = transfer(sender, Map.of("walletId", usd), "1.00");
    body.put("currency", "USD");
    Api.refused(send(sender, key(), body), 422, "currency-mismatch");
    body.put("currency", "EUR");
    Api.refused(sendWrong(sender, key(), body), 400, "invalid-request");
  }

  @Test
  void refuseRecipientsThatAreNobodyNotOneOrOneself() {
    Person sender = Person.with("5.00");
    Person other = Person.fromTelegram();
    for (Map<String, Object> unknown :
        List.<Map<String, Object>>of(
            Map.of("walletId", UUID.randomUUID()),
            Map.of("telegramId", 48_000_000_000L),
            Map.of("username", "nobody_" + sender.telegramId()))) {
      Api.refused(send(sender, key(), transfer(sender, unknown, "1.00")), 422, "unknown-recipient");
    }
    for (Map<String, Object> own :
        List.<Map<String, Object>>of(
            Map.of("walletId", sender.walletId()),
            Map.of("telegramId", sender.telegramId()),
            Map.of("username", sender.username()))) {
      Api.refused(send(sender, key(), transfer(sender, own, "1.00")), 422, "own-wallet");
    }
    for (Map<String, Object> notOne :
        List.<Map<String, Object>>of(
            Map.of(),
            Map.of("walletId", other.walletId(), "telegramId", other.telegramId()),
            Map.of("walletId", "me"),
            Map.of("username", "a b"),
            Map.of("username", ""),
            Map.of("username", "x".repeat(65)),
            Map.of("telegramId", "12"),
            Map.of("telegramId", 1.5),
            Map.of("email", "a@example.org"))) {
      Api.refused(
          sendWrong(sender, key(), transfer(sender, notOne, "1.00")), 400, "invalid-request");
    }
  }

  @Test
  void takeNothingFromAnothersWallet() {
    Person owner = Person.with("5.00");
    Person thief = Person.fromTelegram();
    Map<String, Object> body = transfer(owner, Map.of("walletId", thief.walletId()), "1.00");
    Api.refused(send(thief, key(), body), 404, "not-found");
    assertThat(owner.available()).isEqualTo("5.00");
  }

  @Test
  void needAKey() {
    Person sender = Person.with("5.00");
    Map<String, Object> body =
        transfer(sender, Map.of("walletId", Person.fromTelegram().walletId()), "1.00");
    Api.refused(
        sender.wrongCall().body(body).post("/api/v1/transfers"), 400, "idempotency-key-missing");
    for (String bad : List.of(" ", "a b", "k".repeat(201))) {
      Api.refused(sendWrong(sender, bad, body), 400, "idempotency-key-missing");
    }
    send(sender, "k".repeat(200), body).then().statusCode(201);
    assertThat(sender.available()).isEqualTo("4.00");
  }

  @Test
  void refuseNotesThatAreTooLongOrHoldNothingPrintable() {
    Person sender = Person.with("5.00");
    Map<String, Object> body =
        transfer(sender, Map.of("walletId", Person.fromTelegram().walletId()), "1.00");
    body.put("note", "n".repeat(201));
    Api.refused(sendWrong(sender, key(), body), 400, "invalid-request");
    body.put("note", "a\u0000b");
    Api.refused(sendWrong(sender, key(), body), 400, "invalid-request");
    body.put("note", "ก๋วยเตี๋ยว 🍜");
    send(sender, key(), body).then().statusCode(201).body("note", equalTo("ก๋วยเตี๋ยว 🍜"));
    body.remove("note");
    send(sender, key(), body).then().statusCode(201).body("note", nullValue());
  }

  @Test
  void areReadBySenderAndRecipientAndNobodyElse() {
    Person sender = Person.with("5.00");
    Person recipient = Person.fromTelegram();
    Response made =
        send(sender, key(), transfer(sender, Map.of("walletId", recipient.walletId()), "1.00"));
    String path = "/api/v1/transfers/" + made.path("id");
    for (Person party : List.of(sender, recipient)) {
      Response read = party.call().get(path);
      read.then().statusCode(200);
      assertThat(read.asString()).isEqualTo(made.asString());
    }
    Api.refused(Person.fromTelegram().wrongCall().get(path), 404, "not-found");
    Api.refused(sender.wrongCall().get("/api/v1/transfers/" + UUID.randomUUID()), 404, "not-found");
    Api.refused(sender.wrongCall().get("/api/v1/transfers/last"), 404, "not-found");
  }

  @Test
  void areListedInPagesWithoutGapsOrDoubles() {
    Person one = Person.with("50.00");
    Person other = Person.with("50.00");
    List<String> made = new ArrayList<>();
    for (int i = 1; i <= 9; i++) {
      Person from = i % 3 == 0 ? other : one;
      Person to = i % 3 == 0 ? one : other;
      made.add(
          0,
          send(from, key(), transfer(from, Map.of("walletId", to.walletId()), i + ".00"))
              .path("id"));
    }
    for (int limit : new int[] {1, 2, 4, 9, 10}) {
      assertThat(ids(one, limit)).as("limit %d", limit).isEqualTo(made);
    }
    assertThat(ids(other, 4)).isEqualTo(made);
    for (String cursor : List.of("x", "1_2_3", "a_b_c_d", "2026-01-01T00:00:00Z_x_1", "")) {
      Api.refused(
          one.wrongCall().queryParam("cursor", cursor).get("/api/v1/transfers"),
          400,
          "invalid-request");
    }
  }

  private static List<String> ids(Person person, int limit) {
    List<String> ids = new ArrayList<>();
    String cursor = null;
    do {
      Response page =
          cursor == null
              ? person.call().queryParam("limit", limit).get("/api/v1/transfers")
              : person
                  .call()
                  .queryParam("limit", limit)
                  .queryParam("cursor", cursor)
                  .get("/api/v1/transfers");
      page.then().statusCode(200);
      ids.addAll(page.path("items.id"));
      cursor = page.path("nextCursor");
    } while (cursor != null);
    return ids;
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  private static Map<String, Object> transfer(Person from, Map<String, Object> to, String amount) {
    Map<String, Object> body = new TreeMap<>();
    body.put("fromWalletId", from.walletId());
    body.put("to", to);
    body.put("amount", amount);
    body.put("currency", "THB");
    body.put("note", "for noodles");
    return body;
  }

  private static Response send(Person person, String key, Map<String, Object> body) {
    return person.call().header("Idempotency-Key", key).body(body).post("/api/v1/transfers");
  }

  private static Response sendWrong(Person person, String key, Map<String, Object> body) {
    return person.wrongCall().header("Idempotency-Key", key).body(body).post("/api/v1/transfers");
  }
}
