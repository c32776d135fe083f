package org.dompet.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.restassured.response.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dompet.ledger.Account;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@RunAsClient
@ExtendWith(ArquillianExtension.class)
class WalletsIT {
  @Test
  void areOpenedOneForEachCurrency() {
    Person person = Person.fromTelegram();
    Response opened = person.call().body(Map.of("currency", "USDT")).post("/api/v1/wallets");
    opened
        .then()
        .statusCode(201)
        .header("Location", endsWith("/api/v1/wallets/" + opened.path("id")))
        .body("currency", equalTo("USDT"))
        .body("available", equalTo("0.000000"));
    Api.refused(
        person.call().body(Map.of("currency", "USDT")).post("/api/v1/wallets"),
        409,
        "wallet-exists");
    for (String unknown : List.of("XXX", "usdt", " THB", "EUR")) {
      Api.refused(
          person.wrongCall().body(Map.of("currency", unknown)).post("/api/v1/wallets"),
          400,
          "invalid-request");
    }
    person
        .call()
        .get("/api/v1/wallets")
        .then()
        .body("items.currency", containsInAnyOrder("THB", "USDT"));
  }

  @Test
  void showWhatIsInThemNowAndAtAnyPastMoment() {
    Person person = Person.fromTelegram();
    String path = "/api/v1/wallets/" + person.walletId() + "/balance";
    String before =
        person.call().get(path).then().body("available", equalTo("0.00")).extract().path("at");
    Bank.give(person.walletId(), "75.25");
    person
        .call()
        .get(path)
        .then()
        .statusCode(200)
        .body("available", equalTo("75.25"))
        .body("held", equalTo("0.00"))
        .body("total", equalTo("75.25"));
    person
        .call()
        .queryParam("at", before)
        .get(path)
        .then()
        .statusCode(200)
        .body("available", equalTo("0.00"))
        .body("at", equalTo(before));
    person
        .call()
        .get("/api/v1/wallets/" + person.walletId())
        .then()
        .body("available", equalTo("75.25"));
  }

  @Test
  void refuseAMomentThatIsNone() {
    Person person = Person.fromTelegram();
    for (String at :
        List.of(
            "yesterday", "2026-01-01", "1969-12-31T23:59:59Z", "+999999999-01-01T00:00:00Z", "")) {
      Api.refused(
          person
              .wrongCall()
              .queryParam("at", at)
              .get("/api/v1/wallets/" + person.walletId() + "/balance"),
          400,
          "invalid-request");
    }
  }

  @Test
  void listTheirEntriesInPagesWithoutGapsOrDoubles() {
    Person person = Person.fromTelegram();
    for (int i = 1; i <= 7; i++) {
      Bank.give(person.walletId(), i + ".00");
    }
    List<String> amounts = new ArrayList<>();
    List<Integer> sequences = new ArrayList<>();
    String cursor = null;
    do {
      Response page =
          cursor == null
              ? person.call().queryParam("limit", 3).get(entries(person))
              : person
                  .call()
                  .queryParam("limit", 3)
                  .queryParam("cursor", cursor)
                  .get(entries(person));
      page.then().statusCode(200);
      amounts.addAll(page.path("items.amount"));
      sequences.addAll(page.path("items.sequence"));
      cursor = page.path("nextCursor");
    } while (cursor != null);
    assertThat(amounts).containsExactly("7.00", "6.00", "5.00", "4.00", "3.00", "2.00", "1.00");
    assertThat(sequences).containsExactly(7, 6, 5, 4, 3, 2, 1);
    person
        .call()
        .get(entries(person))
        .then()
        .body("items", hasSize(7))
        .body("items[0].balanceAfter", equalTo("28.00"));
  }

  @Test
  void refusePagesThatAreNone() {
    Person person = Person.fromTelegram();
    for (String limit : List.of("0", "-1", "201", "many", "99999999999999999999", "1.5", "")) {
      Api.refused(
          person.wrongCall().queryParam("limit", limit).get(entries(person)),
          400,
          "invalid-request");
    }
    for (String cursor : List.of("0", "-3", "x", "99999999999999999999999", "")) {
      Api.refused(
          person.wrongCall().queryParam("cursor", cursor).get(entries(person)),
          400,
          "invalid-request");
    }
  }

  @Test
  void areNobodyElses() {
    Person owner = Person.with("10.00");
    Person other = Person.fromTelegram();
    String wallet = "/api/v1/wallets/" + owner.walletId();
    for (String path :
        List.of(
            wallet,
            wallet + "/balance",
            wallet + "/balance?at=" + Instant.now(),
            wallet + "/entries")) {
      Response anothers = other.wrongCall().get(path);
      Api.refused(anothers, 404, "not-found");
      Response nobodys =
          other
              .wrongCall()
              .get(path.replace(owner.walletId().toString(), UUID.randomUUID().toString()));
      assertThat(anothers.<String>path("type")).isEqualTo(nobodys.path("type"));
      assertThat(anothers.<String>path("title")).isEqualTo(nobodys.path("title"));
    }
    for (String id : List.of("1", "me", "%20", owner.walletId() + "x")) {
      Api.refused(other.as(Api.plain()).get("/api/v1/wallets/" + id), 404, "not-found");
    }
  }

  @Test
  void sayThatTheyAreFrozen() {
    Person person = Person.with("10.00");
    Bank.change(person.walletId(), Account.Status.FROZEN);
    person
        .call()
        .get("/api/v1/wallets/" + person.walletId())
        .then()
        .statusCode(200)
        .body("status", equalTo("FROZEN"))
        .body("available", equalTo("10.00"));
  }

  private static String entries(Person person) {
    return "/api/v1/wallets/" + person.walletId() + "/entries";
  }
}
