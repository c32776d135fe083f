package org.dompet.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import org.dompet.web.server.TestServer;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser would let a page of somebody else do. */
@RunAsClient
@ExtendWith(ArquillianExtension.class)
class CrossOriginIT {
  private static final String ALLOWED = "Access-Control-Allow-Origin";
  private static final String WALLETS = "/api/v1/wallets";

  @ParameterizedTest
  @ValueSource(strings = {TestServer.APP_ORIGIN, "https://web.telegram.org"})
  void isAnsweredToThePagesThatAreNamed(String origin) {
    Response asked = preflight(WALLETS, origin);
    assertThat(asked.statusCode()).isEqualTo(204);
    assertThat(asked.header(ALLOWED)).isEqualTo(origin);
    assertThat(asked.header("Access-Control-Allow-Methods")).contains("POST");
    assertThat(asked.header("Access-Control-Allow-Headers"))
        .contains("Authorization", "Idempotency-Key", "Content-Type");
    assertThat(asked.header("Access-Control-Max-Age")).isEqualTo("7200");
    assertThat(asked.header("Access-Control-Allow-Credentials")).isNull();
    assertThat(asked.header("Vary")).contains("Origin");

    Response answered = Api.plain().header("Origin", origin).get(WALLETS);
    assertThat(answered.statusCode()).isEqualTo(401);
    assertThat(answered.header(ALLOWED)).isEqualTo(origin);
    assertThat(answered.header("Access-Control-Expose-Headers"))
        .contains("RateLimit", "X-Request-Id", "Idempotency-Replayed", "Retry-After");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "http://web.telegram.org",
        "https://web.telegram.org.evil.example",
        "https://app.example",
        "https://wallet.example",
        "null",
        "*"
      })
  void isRefusedToAllOthers(String origin) {
    Response asked = preflight(WALLETS, origin);
    assertThat(asked.statusCode()).isEqualTo(403);
    assertThat(asked.header(ALLOWED)).isNull();
    assertThat(asked.header("Vary")).contains("Origin");

    Response answered = Api.plain().header("Origin", origin).get("/api/v1/features");
    assertThat(answered.statusCode()).isEqualTo(200);
    assertThat(answered.header(ALLOWED)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/admin/jobs",
        "/api/v1/admin",
        "/api/v1/./admin/jobs",
        "/api/v1//admin/jobs",
        "/api/v1/%61dmin/jobs",
        "/api/v1/;x/admin/jobs"
      })
  void isNotForWhatStaffDoesWhoeverAsks(String path) {
    assertThat(preflight(path, TestServer.APP_ORIGIN).header(ALLOWED)).isNull();
    assertThat(Api.plain().header("Origin", TestServer.APP_ORIGIN).get(path).header(ALLOWED))
        .isNull();
  }

  @ParameterizedTest
  @CsvSource({"/health/live", "/metrics", "/webhooks/stripe", "/docs/index.html", "/openapi"})
  void isNotForWhatIsNotTheApi(String path) {
    assertThat(Api.plain().header("Origin", TestServer.APP_ORIGIN).get(path).header(ALLOWED))
        .isNull();
  }

  @Test
  void saysThatAnswersDifferByOriginWhereNoneIsSent() {
    assertThat(Api.plain().get("/api/v1/features").header("Vary")).contains("Origin");
  }

  private static Response preflight(String path, String origin) {
    return Api.plain()
        .header("Origin", origin)
        .header("Access-Control-Request-Method", "POST")
        .header("Access-Control-Request-Headers", "authorization,content-type,idempotency-key")
        .options(path);
  }
}
