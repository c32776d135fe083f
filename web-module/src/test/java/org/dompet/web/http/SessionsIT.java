package org.dompet.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.restassured.response.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.dompet.web.server.TestServer;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@RunAsClient
@ExtendWith(ArquillianExtension.class)
class SessionsIT {
  private static final String PASSWORD = "correct horse battery staple";

  @Test
  void beginByRegistrationAndByPassword() {
    String email = UUID.randomUUID() + "@example.org";
    Response registered = post("register", registration(email, PASSWORD, "Somsri"));
    registered
        .then()
        .statusCode(201)
        .body("user.email", equalTo(email))
        .body("user.displayName", equalTo("Somsri"));
    Api.call()
        .header("Authorization", "Bearer " + registered.path("accessToken"))
        .get("/api/v1/wallets")
        .then()
        .statusCode(200)
        .body("items", hasSize(1));
    post("login", Map.of("email", " " + email.toUpperCase(Locale.ROOT), "password", PASSWORD))
        .then()
        .statusCode(200)
        .body("user.id", equalTo(registered.path("user.id")));
    Api.refused(post("register", registration(email, PASSWORD, "Again")), 409, "email-taken");
  }

  @Test
  void refuseAWrongPasswordAndAnUnknownAddressAlike() {
    String email = UUID.randomUUID() + "@example.org";
    post("register", registration(email, PASSWORD, "Somsri")).then().statusCode(201);
    Response wrong = post("login", Map.of("email", email, "password", PASSWORD + "!"));
    Response unknown = post("login", Map.of("email", "x" + email, "password", PASSWORD));
    Api.refused(wrong, 401, "sign-in-refused");
    assertThat(withoutId(unknown)).isEqualTo(withoutId(wrong));
    assertThat(reason(wrong)).isEqualTo("wrong password");
    assertThat(reason(unknown)).isEqualTo("unknown address");
  }

  @Test
  void refuseARegistrationThatIsNotOne() {
    String email = UUID.randomUUID() + "@example.org";
    for (Map<String, String> body :
        List.of(
            registration("nobody", PASSWORD, "N"),
            registration("a b@example.org", PASSWORD, "N"),
            registration("a@" + "x".repeat(300) + ".org", PASSWORD, "N"),
            registration(email, "short", "N"),
            registration(email, "x".repeat(201), "N"),
            registration(email, PASSWORD, " "),
            registration(email, PASSWORD, "a\u0000b"),
            registration(email, PASSWORD, "n".repeat(201)))) {
      Response answer = Api.wrongCall().body(body).post("/api/v1/auth/register");
      Api.refused(answer, 400, "invalid-request");
      assertThat(answer.<List<Object>>path("errors")).hasSize(1);
    }
  }

  @Test
  void goOnWithANewTokenEachTime() {
    Person person = Person.fromTelegram();
    Response second = refresh(person.refreshToken());
    second.then().statusCode(200).body("user.id", equalTo(person.id().toString()));
    assertThat(second.<String>path("refreshToken")).isNotEqualTo(person.refreshToken());
    assertThat(second.<String>path("accessToken")).isNotEqualTo(person.accessToken());
    refresh(second.path("refreshToken")).then().statusCode(200);
  }

  @Test
  void endWhenATokenIsUsedTwice() {
    Person person = Person.fromTelegram();
    Person sameOnAnotherPhone = person;
    Response second = refresh(person.refreshToken());
    Api.refused(refresh(sameOnAnotherPhone.refreshToken()), 401, "sign-in-refused");
    Api.refused(refresh(second.path("refreshToken")), 401, "sign-in-refused");
  }

  @Test
  void endForOneOfTwoWhoComeWithTheSameTokenAtOnce() {
    Person person = Person.fromTelegram();
    List<Integer> answers =
        IntStream.range(0, 6)
            .parallel()
            .mapToObj(i -> refresh(person.refreshToken()).statusCode())
            .toList();
    assertThat(answers).containsOnlyOnce(200).containsOnly(200, 401);
  }

  @Test
  void endBySigningOut() {
    Person person = Person.fromTelegram();
    for (int i = 0; i < 2; i++) {
      Api.call()
          .body(Map.of("refreshToken", person.refreshToken()))
          .post("/api/v1/auth/logout")
          .then()
          .statusCode(204);
    }
    Api.refused(refresh(person.refreshToken()), 401, "sign-in-refused");
    Api.refused(refresh("nobodys"), 401, "sign-in-refused");
  }

  @Test
  void areKnownToTheDatabaseByTheirHashesOnly() {
    Person person = Person.fromTelegram();
    assertThat(
            Rows.column(
                TestServer.running().database(),
                "select token_hash from refresh_token where user_id = ? and token_hash = sha256(?::bytea)",
                person.id(),
                person.refreshToken()))
        .hasSize(1);
    assertThat(
            Rows.column(
                TestServer.running().database(),
                "select id from refresh_token t where t::text like '%' || ? || '%'",
                person.refreshToken()))
        .isEmpty();
    assertThat(TestServer.printed())
        .doesNotContain(person.refreshToken())
        .doesNotContain(person.accessToken());
  }

  private static Response refresh(String token) {
    return post("refresh", Map.of("refreshToken", token));
  }

  private static Response post(String door, Map<String, String> body) {
    return Api.call().body(body).post("/api/v1/auth/" + door);
  }

  private static Map<String, String> registration(String email, String password, String name) {
    return Map.of("email", email, "password", password, "displayName", name);
  }

  private static String withoutId(Response answer) {
    return answer.asString().replace(answer.header("X-Request-Id"), "?");
  }

  private static Object reason(Response answer) {
    return Rows.column(
            TestServer.running().database(),
            "select reason from audit_record where request_id = ?",
            answer.header("X-Request-Id"))
        .get(0);
  }
}
