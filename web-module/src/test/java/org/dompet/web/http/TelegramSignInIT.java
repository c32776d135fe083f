package org.dompet.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dompet.testing.TestDatabase;
import org.dompet.web.server.TestServer;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@RunAsClient
@ExtendWith(ArquillianExtension.class)
class TelegramSignInIT {
  @Test
  void makesAPersonAndAWalletTheFirstTime() {
    long id = Person.unusedTelegramId();
    Response session = Person.signIn(InitDataText.of(id, "Malee", "malee_" + id).signed());
    session
        .then()
        .statusCode(200)
        .header("Cache-Control", "no-store")
        .body("tokenType", equalTo("Bearer"))
        .body("expiresIn", equalTo(900))
        .body("user.telegramId", equalTo(id))
        .body("user.username", equalTo("malee_" + id))
        .body("user.displayName", equalTo("Malee"))
        .body("user.language", equalTo("th"))
        .body("user.roles", equalTo(List.of("USER")));
    Api.call()
        .header("Authorization", "Bearer " + session.path("accessToken"))
        .get("/api/v1/wallets")
        .then()
        .statusCode(200)
        .body("items", hasSize(1))
        .body("items[0].currency", equalTo("THB"))
        .body("items[0].status", equalTo("OPEN"))
        .body("items[0].available", equalTo("0.00"))
        .body("items[0].held", equalTo("0.00"))
        .body("items[0].total", equalTo("0.00"));
  }

  @Test
  void followsNameAndLanguageLater() {
    long id = Person.unusedTelegramId();
    String user = "{\"id\":%d,\"first_name\":\"%s\",\"last_name\":\"%s\",\"language_code\":\"%s\"}";
    String first =
        Person.signIn(InitDataText.of(user.formatted(id, "Somchai", "Jaidee", "th")).signed())
            .path("user.id");
    Person.signIn(InitDataText.of(user.formatted(id, "Som", "ใจดี", "en")).signed())
        .then()
        .statusCode(200)
        .body("user.id", equalTo(first))
        .body("user.displayName", equalTo("Som ใจดี"))
        .body("user.username", nullValue())
        .body("user.language", equalTo("en"));
  }

  @Test
  void readsBlanksWrittenEitherWay() {
    long id = Person.unusedTelegramId();
    InitDataText data = InitDataText.of(id, "Anna Maria + ?", "anna_" + id);
    for (String text : List.of(data.signed(), data.signedWithPluses())) {
      Person.signIn(text)
          .then()
          .statusCode(200)
          .body("user.displayName", equalTo("Anna Maria + ?"));
    }
    assertThat(data.signedWithPluses()).contains("Anna+Maria+%2B");
  }

  @Test
  void acceptsEachOfTheBotsTokens() {
    long id = Person.unusedTelegramId();
    for (String token : TestServer.BOT_TOKENS) {
      Person.signIn(InitDataText.of(id, "Nok", "nok_" + id).signed(token)).then().statusCode(200);
    }
  }

  @Test
  void keepsTelegramsSignatureInWhatTheHashCovers() {
    long id = Person.unusedTelegramId();
    InitDataText data =
        InitDataText.of(id, "Nok", "nok_" + id).with("signature", "zL-ucjNyREiHDE8");
    Person.signIn(data.signed()).then().statusCode(200);
    String without = data.without("signature").hash(TestServer.BOT_TOKENS.get(0));
    String hashOfTheRest =
        data.with("signature", "zL-ucjNyREiHDE8").unsigned() + "&hash=" + without;
    Api.refused(Person.signIn(hashOfTheRest), 401, "sign-in-refused");
  }

  static Stream<Arguments> badData() {
    long id = 49_000_000_000L;
    InitDataText good = InitDataText.of(id, "Mallory", "mallory");
    long now = Instant.now().getEpochSecond();
    return Stream.of(
        Arguments.of("signature", good.signed().replace("Mallory", "Malee")),
        Arguments.of("signature", good.signed("7000000003:AAtestTokenOfABotThatIsNotOurs_____")),
        Arguments.of("signature", good.unsigned()),
        Arguments.of("signature", good.unsigned() + "&hash="),
        Arguments.of("signature", good.unsigned() + "&hash=nothex"),
        Arguments.of("signature", good.unsigned() + "&hash=" + "00".repeat(32)),
        Arguments.of("too old", copy(id).with("auth_date", String.valueOf(now - 3_700)).signed()),
        Arguments.of(
            "from the future", copy(id).with("auth_date", String.valueOf(now + 3_600)).signed()),
        Arguments.of("auth_date is not a number", copy(id).with("auth_date", "soon").signed()),
        Arguments.of("auth_date is not a number", copy(id).with("auth_date", "-1").signed()),
        Arguments.of(
            "auth_date is not a number", copy(id).with("auth_date", "9".repeat(30)).signed()),
        Arguments.of("auth_date is not a number", copy(id).without("auth_date").signed()),
        Arguments.of("no user", copy(id).without("user").signed()),
        Arguments.of("user", copy(id).with("user", "Mallory").signed()),
        Arguments.of("user id", copy(id).with("user", "{\"id\":\"12\"}").signed()),
        Arguments.of("user id", copy(id).with("user", "{\"id\":-5}").signed()),
        Arguments.of("user id", copy(id).with("user", "{\"id\":1.5}").signed()),
        Arguments.of("user", copy(id).with("user", "{\"id\":1234567890123456789012}").signed()),
        Arguments.of("repeated field", good.signed() + "&auth_date=" + now),
        Arguments.of(
            "repeated field", good.signed() + "&hash=" + good.hash(TestServer.BOT_TOKENS.get(0))),
        Arguments.of("repeated field", good.signed() + "&%75ser=x"),
        Arguments.of("percent-encoding", good.signed() + "&photo=%zz"),
        Arguments.of("field without a name", "Mallory was here"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badData")
  void refusesEverythingElseAndAuditsWhyButNotWhat(String reason, String initData) {
    String request = "test-" + UUID.randomUUID();
    Response answer =
        Api.call()
            .header("X-Request-Id", request)
            .body(Map.of("initData", initData))
            .post("/api/v1/auth/telegram/webapp-verify");
    Api.refused(answer, 401, "sign-in-refused");
    Response other = Person.signIn("hash=0");
    assertThat(answer.asString().replace(request, "?"))
        .isEqualTo(other.asString().replace(other.header("X-Request-Id"), "?"));

    TestDatabase database = TestServer.running().database();
    List<Object> audited =
        Rows.column(
            database,
            "select action || '|' || outcome || '|' || reason from audit_record where request_id = ?",
            request);
    assertThat(audited).isEqualTo(List.of("sign-in.telegram|REFUSED|" + reason));
    assertThat(
            Rows.column(
                database,
                "select a::text from audit_record a where request_id = ? and a::text ~* 'mallory'",
                request))
        .isEmpty();
    assertThat(
            Rows.number(database, "select count(*) from app_user where telegram_id = 49000000000"))
        .isZero();
  }

  @Test
  void makesOnePersonOfTwoFirstSignInsAtOnce() {
    long id = Person.unusedTelegramId();
    String data = InitDataText.of(id, "Twin", "twin_" + id).signed();
    List<Response> answers =
        IntStream.range(0, 8).parallel().mapToObj(i -> Person.signIn(data)).toList();
    assertThat(answers).extracting(Response::statusCode).containsOnly(200);
    assertThat(answers)
        .extracting(answer -> answer.<String>path("user.id"))
        .containsOnly(answers.get(0).<String>path("user.id"));
    assertThat(
            Rows.number(
                TestServer.running().database(),
                "select count(*) from wallet w join app_user u on u.id = w.user_id where telegram_id = ?",
                id))
        .isEqualTo(1);
  }

  @Test
  void letsAUsernameMoveToAnotherPerson() {
    long before = Person.unusedTelegramId();
    long after = Person.unusedTelegramId();
    String name = "name_" + before;
    String first = Person.signIn(InitDataText.of(before, "Before", name).signed()).path("user.id");
    String second =
        Person.signIn(InitDataText.of(after, "After", name.toUpperCase(Locale.ROOT)).signed())
            .then()
            .statusCode(200)
            .extract()
            .path("user.id");
    assertThat(
            Rows.column(
                TestServer.running().database(),
                "select id::text from app_user where lower(username) = ?",
                name))
        .containsExactly(second)
        .doesNotContain(first);
  }

  @Test
  void doesNotShowWhatIsSentInTheLog() {
    String secret = "Zebra" + UUID.randomUUID();
    Person.signIn(
        InitDataText.of(Person.unusedTelegramId(), secret, "zebra_z").signed() + "&x=%zz");
    assertThat(TestServer.printed()).doesNotContain(secret);
  }

  private static InitDataText copy(long id) {
    return InitDataText.of(id, "Mallory", "mallory");
  }
}
