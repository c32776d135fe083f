package org.dompet.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.restassured.http.Method;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dompet.web.server.TestServer;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@RunAsClient
@ExtendWith(ArquillianExtension.class)
class DoorsIT {
  private static final String SIGN_IN = "/api/v1/auth/telegram/webapp-verify";
  private static final int LIMIT = 65_536;

  @Test
  void refuseBodiesOverTheLimit() {
    String fits = padded(LIMIT);
    Api.refused(Api.wrongCall().body(fits).post(SIGN_IN), 400, "malformed-json");
    Api.refused(Api.wrongCall().body(fits + " ").post(SIGN_IN), 413, "payload-too-large");
    Api.refused(Api.wrongCall().body(padded(40 * LIMIT)).post(SIGN_IN), 413, "payload-too-large");
  }

  @Test
  void answerWhoeverOffersToSpeakHttp2() throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    HttpRequest request =
        HttpRequest.newBuilder(TestServer.running().uri().resolve("/api/v1/wallets"))
            .timeout(Duration.ofMinutes(1))
            .build();
    HttpRequest withBody =
        HttpRequest.newBuilder(TestServer.running().uri().resolve(SIGN_IN))
            .timeout(Duration.ofMinutes(1))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    // The first of a client offers; what follows on the connection is spoken in it.
    assertThat(status(client, request)).isEqualTo(401);
    assertThat(status(client, withBody)).isEqualTo(400);
    assertThat(status(HttpClient.newHttpClient(), withBody)).isEqualTo(400);
  }

  private static int status(HttpClient client, HttpRequest request)
      throws IOException, InterruptedException {
    return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  @Test
  void refuseBodiesThatAreNoJson() {
    for (String body :
        List.of(
            "",
            " ",
            "null",
            "{",
            "}",
            "{\"initData\":}",
            "{\"initData\":\"a\"",
            "{\"initData\":\"a\"}x",
            "{\"initData\":\"a\"}{}",
            "{'initData':'a'}",
            "{\"initData\":\"a\",}",
            "{\"initData\":\"a\n\"}",
            "{\"initData\":\"\\ud800\\u0041\",\"initData\":\"b\"}",
            "{\"initData\":\"a\",\"initData\":\"b\"}",
            "initData=a",
            "<a/>",
            "\u0000",
            "[".repeat(2_000),
            "{\"initData\":".repeat(500))) {
      Response answer = Api.wrongCall().body(body.getBytes(StandardCharsets.UTF_8)).post(SIGN_IN);
      assertThat(answer.statusCode()).as(body).isEqualTo(400);
      assertThat(answer.<String>path("type"))
          .as(body)
          .isIn("/problems/malformed-json", "/problems/invalid-request");
      Api.refused(answer, 400, answer.<String>path("type").substring("/problems/".length()));
    }
  }

  @Test
  void nameTheFieldThatIsWrong() {
    Map<String, String> bodies =
        Map.of(
            "{\"initData\":\"a\",\"admin\":true}", "admin",
            "{}", "initData",
            "{\"initData\":null}", "initData",
            "{\"initData\":\"\"}", "initData",
            "{\"initData\":7}", "initData",
            "{\"initData\":[\"a\"]}", "initData",
            "{\"initData\":{\"a\":1}}", "initData");
    bodies.forEach(
        (body, field) -> {
          Response answer = Api.wrongCall().body(body).post(SIGN_IN);
          assertThat(answer.statusCode()).as(body).isEqualTo(400);
          Api.refused(answer, 400, "invalid-request");
          assertThat(answer.<String>path("errors[0].field")).as(body).isEqualTo(field);
        });
  }

  @Test
  void refuseOtherTypesOfContent() {
    for (String type : List.of("text/plain", "application/xml", "application/jsonx")) {
      Response answer =
          Api.plain()
              .filter(Contract.ANSWERS)
              .contentType(type)
              .body("{\"initData\":\"a\"}".getBytes(StandardCharsets.UTF_8))
              .post(SIGN_IN);
      Api.refused(answer, 415, "unsupported-media-type");
    }
  }

  @Test
  void refuseOtherMethodsAndSayWhichThereAre() {
    Person person = Person.fromTelegram();
    for (Method method : List.of(Method.PUT, Method.DELETE, Method.PATCH)) {
      Response answer = person.as(Api.plain()).request(method, "/api/v1/wallets");
      Api.refused(answer, 405, "method-not-allowed");
      assertThat(answer.header("Allow")).contains("GET").contains("POST");
    }
    Response answer = Api.plain().get(SIGN_IN);
    Api.refused(answer, 405, "method-not-allowed");
    assertThat(answer.header("Allow")).contains("POST");
  }

  @Test
  void doNotTrace() {
    Response answer = Api.plain().header("Cookie", "secret=1").request("TRACE", "/api/v1/wallets");
    assertThat(answer.statusCode()).isIn(401, 403, 404, 405);
    assertThat(answer.asString()).doesNotContain("secret=1").doesNotContain("<html");
  }

  @Test
  void answerWhatIsNotThereWithAProblem() {
    Person person = Person.fromTelegram();
    for (String path :
        List.of(
            "/nowhere",
            "/api",
            "/api/v1",
            "/api/v1/",
            "/api/v2/wallets",
            "/api/v1/nowhere",
            "/api/v1/wallets/a/b/c",
            "/api/v1/application.wadl",
            "/api/v1/wallets//balance",
            "/API/V1/wallets",
            "/WEB-INF/web.xml",
            "/web-inf/web.xml",
            "/META-INF/MANIFEST.MF",
            "/WEB-INF/classes/openapi.yaml",
            "/api/v1/../../WEB-INF/web.xml",
            "/problems/no-such-problem",
            "/problems/",
            "/problems",
            "/errors",
            "/.well-known/none",
            "/index.html",
            "/favicon.ico")) {
      Response answer = person.as(Api.plain()).get(path);
      assertThat(answer.statusCode()).as(path).isIn(404);
      Api.refused(answer, 404, "not-found");
    }
  }

  @Test
  void takeASlashAtTheEndForTheSame() {
    Person person = Person.fromTelegram();
    Response answer = person.as(Api.plain()).get("/api/v1/wallets/");
    assertThat(answer.statusCode()).isIn(200, 404);
    assertThat(answer.contentType()).isIn("application/json", "application/problem+json");
  }

  @Test
  void saySoIfTheyCannotAnswerInTheFormAskedFor() {
    Person person = Person.fromTelegram();
    for (String form : List.of("text/html", "application/xml", "image/*")) {
      Api.refused(person.wrongCall().accept(form).get("/api/v1/wallets"), 406, "not-acceptable");
    }
    person
        .as(Api.plain())
        .accept("text/html, */*;q=0.1")
        .get("/api/v1/wallets")
        .then()
        .statusCode(200);
  }

  @Test
  void giveARequestItsIdBack() {
    for (String decent :
        List.of("r-1", UUID.randomUUID().toString(), "a".repeat(100), "A:b_c.d-e")) {
      Api.call()
          .header("X-Request-Id", decent)
          .get("/.well-known/jwks.json")
          .then()
          .header("X-Request-Id", equalTo(decent));
    }
    for (String hostile :
        List.of(
            "a b", "a".repeat(101), "<script>", "\"", "a,b", "%0d%0aX: y", "${jndi:ldap://x}")) {
      Response answer = Api.wrongCall().header("X-Request-Id", hostile).body("{").post(SIGN_IN);
      answer
          .then()
          .header("X-Request-Id", not(containsString(hostile)))
          .header("X-Request-Id", matchesPattern("[0-9a-f-]{36}"));
      assertThat(answer.<String>path("instance")).isEqualTo(answer.header("X-Request-Id"));
    }
    assertThat(Api.call().get("/.well-known/jwks.json").header("X-Request-Id"))
        .isNotEqualTo(Api.call().get("/.well-known/jwks.json").header("X-Request-Id"));
  }

  @Test
  void explainEachProblem() {
    Response answer = Api.plain().get("/problems/insufficient-funds");
    answer.then().statusCode(200).contentType("text/markdown;charset=UTF-8");
  }

  private static String padded(int length) {
    String start = "{\"initData\":\"a\"} ";
    return start + " ".repeat(length - start.length() - 1) + "x";
  }
}
