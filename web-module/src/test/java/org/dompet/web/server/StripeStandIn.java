package org.dompet.web.server;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
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
  private static final String EVENTS = "/v1/events";
  private static final String RECOVERS = "recovers";

  private static final String ELSEWHERE = "/elsewhere";

  /** Longer than anybody reads: 10 MiB. */
  private static final String LONG = "{\"id\": \"" + "x".repeat(10 << 20) + "\"}";

  private static final WireMockServer SERVER = start();

  private StripeStandIn() {}

  static String url() {
    return "http://127.0.0.1:" + SERVER.port();
  }

  /** Forgets what was asked, and opens a session for everybody. */
  public static void works() {
    forget();
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
    forget();
    SERVER.stubFor(
        post(SESSIONS).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
  }

  /** Answers, but later than anybody waits. */
  public static void isSlow() {
    forget();
    SERVER.stubFor(post(SESSIONS).willReturn(okJson("{}").withFixedDelay(3_000)));
  }

  /** Answers everybody with an error. */
  public static void answers(int status, String body) {
    forget();
    SERVER.stubFor(
        post(SESSIONS)
            .willReturn(
                aResponse()
                    .withStatus(status)
                    .withHeader("Content-Type", "application/json")
                    .withBody(body)));
  }

  /** How another server can go wrong beside being down or slow. */
  public enum Trouble {
    NOTHING_AT_ALL,
    NOISE,
    HALF_AN_ANSWER,
    A_DRIP,
    AN_ANSWER_WITHOUT_END,
    A_PAGE,
    OTHER_JSON,
    NO_JSON,
    A_REDIRECT,
    A_REDIRECT_THAT_KEEPS_THE_BODY,
    AN_ERROR,
    AN_ERROR_WITHOUT_END
  }

  /** Is in trouble of that kind, for everybody. */
  public static void isIn(Trouble trouble) {
    forget();
    SERVER.stubFor(any(urlEqualTo(ELSEWHERE)).willReturn(okJson("{}")));
    ResponseDefinitionBuilder json =
        okJson("{\"id\": \"cs_test_1\", \"url\": \"https://x.test/\"}");
    String page = "<html>We are down for maintenance</html>";
    SERVER.stubFor(
        post(SESSIONS)
            .willReturn(
                switch (trouble) {
                  case NOTHING_AT_ALL -> aResponse().withFault(Fault.EMPTY_RESPONSE);
                  case NOISE -> aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE);
                  case HALF_AN_ANSWER -> aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK);
                  case A_DRIP -> json.withChunkedDribbleDelay(20, 10_000);
                  case AN_ANSWER_WITHOUT_END -> okJson(LONG);
                  case A_PAGE -> ok(page).withHeader("Content-Type", "text/html");
                  case OTHER_JSON -> okJson("[\"cs_test_1\"]");
                  case NO_JSON -> okJson("{\"id\": \"cs_");
                  case A_REDIRECT -> temporaryRedirect(url() + ELSEWHERE).withStatus(302);
                  case A_REDIRECT_THAT_KEEPS_THE_BODY -> temporaryRedirect(url() + ELSEWHERE);
                  case AN_ERROR -> aResponse().withStatus(500).withBody(page);
                  case AN_ERROR_WITHOUT_END -> aResponse().withStatus(400).withBody(LONG);
                }));
  }

  /** How often it was followed to where it redirected to, with the key or without. */
  public static int followed() {
    return SERVER.findAll(anyRequestedFor(urlEqualTo(ELSEWHERE))).size();
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

  /**
   * What happened, as its list of events tells it; nothing else is known. Two pages if there is
   * more than one.
   *
   * @param events JSON objects, newest first
   */
  public static void tells(List<String> events) {
    works();
    int half = events.size() / 2;
    if (half == 0) {
      SERVER.stubFor(get(urlPathEqualTo(EVENTS)).willReturn(okJson(list(events, false))));
      return;
    }
    SERVER.stubFor(
        get(urlPathEqualTo(EVENTS))
            .withQueryParam("starting_after", absent())
            .willReturn(okJson(list(events.subList(0, half), true))));
    SERVER.stubFor(
        get(urlPathEqualTo(EVENTS))
            .withQueryParam("starting_after", matching(".+"))
            .willReturn(okJson(list(events.subList(half, events.size()), false))));
  }

  /** Refuses to tell what happened. */
  public static void tellsNothing(int status) {
    works();
    SERVER.stubFor(get(urlPathEqualTo(EVENTS)).willReturn(aResponse().withStatus(status)));
  }

  /** The questions about what happened, since the last thing that it was told to do. */
  public static List<LoggedRequest> askedForEvents() {
    return SERVER.findAll(getRequestedFor(urlPathEqualTo(EVENTS)));
  }

  /** Nothing ever happened, unless somebody says otherwise: a job asks at any time. */
  private static void forget() {
    SERVER.resetAll();
    nothingHappened(SERVER);
  }

  private static void nothingHappened(WireMockServer server) {
    for (String path : List.of(EVENTS, "/v1/charges", "/v1/refunds")) {
      server.stubFor(get(urlPathEqualTo(path)).willReturn(okJson(list(List.of(), false))));
    }
  }

  private static String list(List<String> items, boolean more) {
    return "{\"object\": \"list\", \"has_more\": %s, \"data\": [%s]}"
        .formatted(more, String.join(",", items));
  }

  /** What was asked since {@link #works} or a failure was told, in order. */
  public static List<LoggedRequest> asked() {
    return SERVER.findAll(postRequestedFor(urlEqualTo(SESSIONS)));
  }

  private static WireMockServer start() {
    WireMockServer server =
        new WireMockServer(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    server.start();
    nothingHappened(server);
    return server;
  }
}
