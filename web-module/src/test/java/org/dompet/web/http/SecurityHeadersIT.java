package org.dompet.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.http.Header;
import io.restassured.response.Response;
import java.util.Map;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RunAsClient
@ExtendWith(ArquillianExtension.class)
class SecurityHeadersIT {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/features",
        "/api/v1/wallets",
        "/api/v1/admin/jobs",
        "/api/v1/nowhere",
        "/nowhere",
        "/",
        "/health/live",
        "/health/ready",
        "/metrics",
        "/openapi",
        "/docs/index.html",
        "/docs/nowhere",
        "/problems/busy",
        "/problems/nothing",
        "/.well-known/jwks.json",
        "/webhooks/stripe",
        "/WEB-INF/web.xml",
        "/app/index.html"
      })
  void goWithEveryAnswer(String path) {
    Response answer = Api.plain().get(path);

    assertThat(answer.header("Content-Security-Policy"))
        .contains("default-src '", "base-uri 'none'", "frame-ancestors ")
        .doesNotContain("unsafe", "*");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.header("Permissions-Policy")).contains("camera=()");
    assertThat(answer.header("Cross-Origin-Opener-Policy")).startsWith("same-origin");
    assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
    assertThat(answer.header("Strict-Transport-Security")).isEqualTo("max-age=31536000");
    assertThat(answer.header("Cache-Control")).isNotBlank();
    assertThat(answer.headers().asList().stream().map(Header::getName))
        .as(path)
        .doesNotContain("Server", "X-Powered-By")
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/features", "/api/v1/wallets", "/health/ready", "/nowhere"})
  void letNothingLoadNorFrameDataAndKeepItNowhere(String path) {
    Response answer = Api.plain().get(path);

    assertThat(answer.header("Content-Security-Policy"))
        .isEqualTo(
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
  }

  /** The server's parser says no before the application is asked, and says nothing else. */
  @Test
  void areNotNeededWhereThereIsNothingToShow() {
    Response answer = Api.plain().get("/api/v1/wallets/%00");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body().asString()).isEmpty();
    assertThat(answer.header("Server")).isNull();
  }

  @Test
  void letTelegramAloneFrameTheMiniApp() {
    Response answer = Api.plain().get("/app/");

    assertThat(answer.header("Content-Security-Policy"))
        .contains("frame-ancestors https://web.telegram.org ")
        .contains("default-src 'self'");
    assertThat(answer.header("X-Frame-Options")).isNull();
  }

  @Test
  void leaveTheDoorsTheirOwnCaches() {
    assertThat(Api.plain().get("/.well-known/jwks.json").header("Cache-Control"))
        .isEqualTo("public, max-age=300");
    assertThat(Api.plain().get("/openapi").header("Cache-Control")).isEqualTo("no-cache");
  }

  /** Not with the name that the request called this server by. */
  @Test
  void sayWhereThingsAreAsAPath() {
    Person ann = Person.with("10.00");
    Person bob = Person.fromTelegram();
    Response made =
        ann.call()
            .header("Host", "evil.example")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .body(
                Map.of(
                    "fromWalletId",
                    ann.walletId(),
                    "to",
                    Map.of("walletId", bob.walletId()),
                    "amount",
                    "1.00",
                    "currency",
                    "THB"))
            .post("/api/v1/transfers");

    assertThat(made.header("Location")).isEqualTo("/api/v1/transfers/" + made.path("id"));
  }
}
