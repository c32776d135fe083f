package org.dompet.web.server;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.List;

/**
 * Stands for MoonPay's API on a free port of the loopback: has no transactions unless it is told of
 * some. The server finds it by its configuration.
 */
public final class MoonPayStandIn {
  private static final String TRANSACTIONS = "/v1/transactions";
  private static final int PAGE = 50;

  private static final WireMockServer SERVER = start();

  private MoonPayStandIn() {}

  static String url() {
    return "http://127.0.0.1:" + SERVER.port();
  }

  /** Has these, and nothing else. */
  public static void has(List<String> transactions) {
    SERVER.resetAll();
    knows(SERVER, transactions);
  }

  /** Hangs up on everybody. */
  public static void isDown() {
    SERVER.resetAll();
    SERVER.stubFor(
        get(urlPathMatching("/.*"))
            .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
  }

  /** Answers, but later than anybody waits. */
  public static void isSlow() {
    SERVER.resetAll();
    SERVER.stubFor(get(urlPathMatching("/.*")).willReturn(okJson("[]").withFixedDelay(3_000)));
  }

  /** What was asked since it was told something, in order. */
  public static List<LoggedRequest> asked() {
    return SERVER.findAll(getRequestedFor(urlPathEqualTo(TRANSACTIONS)));
  }

  private static void knows(WireMockServer server, List<String> transactions) {
    server.stubFor(
        get(urlPathMatching(TRANSACTIONS + "/.+")).willReturn(aResponse().withStatus(404)));
    for (int offset = 0; offset <= transactions.size(); offset += PAGE) {
      List<String> page =
          transactions.subList(offset, Math.min(offset + PAGE, transactions.size()));
      server.stubFor(
          get(urlPathEqualTo(TRANSACTIONS))
              .withQueryParam("offset", equalTo(String.valueOf(offset)))
              .willReturn(okJson("[" + String.join(",", page) + "]")));
    }
  }

  private static WireMockServer start() {
    WireMockServer server =
        new WireMockServer(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    server.start();
    knows(server, List.of());
    return server;
  }
}
