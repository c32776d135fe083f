package org.dompet.web.server;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.List;

/**
 * Stands for Stripe's API on a free port of the loopback: answers with a session unless it is told
 * to fail. The server finds it by its configuration.
 */
public final class StripeStandIn {
  public static final String SECRET_KEY = "sk_test_only_for_tests";
  private static final String SESSIONS = "/v1/checkout/sessions";
  private static final String RECOVERS = "recovers";

  private static final WireMockServer SERVER = start();

  private StripeStandIn() {}

  static String url() {
    return "http://127.0.0.1:" + SERVER.port();
  }

  /** Forgets what was asked, and opens a session for everybody. */
  public static void works() {
    SERVER.resetAll();
    SERVER.stubFor(
        post(SESSIONS)
            .willReturn(
                okJson(
                    """
                    {"id": "cs_test_1", "object": "checkout.session", "status": "open",
                     "url": "https://checkout.stripe.com/c/pay/cs_test_1"}""")));
  }

  /** Hangs up on everybody. */
  public static void isDown() {
    SERVER.resetAll();
    SERVER.stubFor(
        post(SESSIONS).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
  }

  /** Answers, but later than anybody waits. */
  public static void isSlow() {
    SERVER.resetAll();
    SERVER.stubFor(post(SESSIONS).willReturn(okJson("{}").withFixedDelay(3_000)));
  }

  /** Answers everybody with an error. */
  public static void answers(int status, String body) {
    SERVER.resetAll();
    SERVER.stubFor(
        post(SESSIONS)
            .willReturn(
                aResponse()
                    .withStatus(status)
                    .withHeader("Content-Type", "application/json")
                    .withBody(body)));
  }

  /** Fails once, and works from then on. */
  public static void failsOnce(int status) {
    works();
    SERVER.stubFor(
        post(SESSIONS)
            .inScenario(RECOVERS)
            .whenScenarioStateIs(Scenario.STARTED)
            .willSetStateTo("recovered")
            .willReturn(aResponse().withStatus(status)));
  }

  /** What was asked since {@link #works} or a failure was told, in order. */
  public static List<LoggedRequest> asked() {
    return SERVER.findAll(postRequestedFor(urlEqualTo(SESSIONS)));
  }

  private static WireMockServer start() {
    WireMockServer server =
        new WireMockServer(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    server.start();
    return server;
  }
}
