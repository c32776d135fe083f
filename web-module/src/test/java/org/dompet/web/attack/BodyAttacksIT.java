package org.dompet.web.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every route that takes JSON is sent instead. */
@RunAsClient
@ExtendWith(ArquillianExtension.class)
class BodyAttacksIT extends RouteAttack {
  @Test
  void takeNoBodyOfAnotherKind() {
    String xml =
        "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>";
    for (Route route : ROUTES) {
      if (!route.takesJson() || route.path().contains("webhook")) {
        continue;
      }
      byte[] json = Attempt.bytes(at(route).json(caller(route)).toString());
      for (String type :
          List.of(
              "text/plain",
              "text/xml",
              "application/x-www-form-urlencoded",
              "multipart/form-data; boundary=x",
              "application/x-java-serialized-object",
              "application/json-patch+json",
              "application/jsonp",
              "nonsense",
              "*/*")) {
        verdicts.send(
            at(route).header("Content-Type", type).body(json),
            "Was taken as " + type,
            RouteAttack::isRefused);
      }
      for (Attempt attempt :
          List.of(
              at(route).header("Content-Type", "application/xml").body(Attempt.bytes(xml)),
              at(route).body(Attempt.bytes(xml)),
              at(route).header("Content-Type", null).body(json),
              at(route).withoutBody(),
              at(route).body(new byte[0]),
              at(route).header("Content-Encoding", "gzip").body(new byte[] {31, -117, 8, 0, 0}),
              at(route).body(new byte[] {(byte) 0xac, (byte) 0xed, 0, 5, 's', 'r'}))) {
        verdicts.send(attempt, "Was taken", RouteAttack::isRefused);
      }
    }
  }

  @Test
  void areNotBlownUpByJson() {
    List<byte[]> bombs =
        List.of(
            Attempt.bytes("[".repeat(30_000)),
            Attempt.bytes("{\"a\":".repeat(10_000)),
            Attempt.bytes("{\"a\":" + "[".repeat(25_000) + "]".repeat(25_000) + "}"),
            Attempt.bytes("{\"a\":" + "9".repeat(60_000) + "}"),
            Attempt.bytes("{\"a\":1e" + "9".repeat(5_000) + "}"),
            Attempt.bytes("{\"" + "k".repeat(60_000) + "\":1}"),
            Attempt.bytes("{" + "\"a\":1,".repeat(9_000) + "\"b\":1}"),
            Attempt.bytes("\"" + "\\u0041".repeat(10_000) + "\""),
            Attempt.bytes("9".repeat(1_000_000)),
            Attempt.bytes(" ".repeat(3_000_000)));
    for (Route route : ROUTES) {
      if (route.takesJson()) {
        bombs.forEach(
            bomb -> verdicts.send(at(route).body(bomb), "Was taken", RouteAttack::isRefused));
      }
    }
    assertThat(verdicts.count(413)).isGreaterThan(10);
  }
}
