package org.dompet.web.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.dompet.web.http.Person;
import org.dompet.web.http.RawHttp;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How every route is asked for: methods, paths and headers. */
@RunAsClient
@ExtendWith(ArquillianExtension.class)
class HeadAttacksIT extends RouteAttack {
  @Test
  void offerNoOtherMethods() {
    List<String> methods =
        List.of(
            "PUT",
            "DELETE",
            "PATCH",
            "POST",
            "TRACE",
            "TRACK",
            "CONNECT",
            "PROPFIND",
            "MOVE",
            "get");
    for (Route route : ROUTES) {
      for (String method : methods) {
        if (!Route.methodsOf(route.path()).contains(method)) {
          verdicts.send(
              at(route).method(method).withoutBody(),
              method + " was not refused",
              // The server's own probes answer to POST as they do to GET.
              answer -> isRefused(answer) || (route.isTheServers() && method.equals("POST")));
        }
      }
      // May be answered; shows nothing, does nothing.
      send(at(route).method("OPTIONS").withoutBody());
      RawHttp.Answer head =
          verdicts.send(
              at(route).method("HEAD").withoutBody(),
              "An answer to HEAD has a body",
              answer -> answer.body().isEmpty());
      assertThat(head.status()).as("HEAD " + route).isLessThan(500);
    }
  }

  /** A method in a header or in the query is no method. */
  @Test
  void letNoMethodBeOverridden() {
    for (Route route : ROUTES) {
      if (!route.method().equals("GET")) {
        continue;
      }
      int usual = at(route).send().status();
      for (String header :
          List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")) {
        verdicts.send(
            at(route).header(header, "DELETE"),
            "Not answered as without the header, with " + usual,
            answer -> answer.status() == usual || route.isTheServers());
      }
      verdicts.send(
          at(route).rawQuery("&_method=DELETE"),
          "Not answered as without the parameter, with " + usual,
          answer -> answer.status() == usual || route.isTheServers());
    }
  }

  /** However the path is written, nobody comes in without a token, nor to staff's as anybody. */
  @Test
  void areNotReachedByAnotherSpelling() {
    for (Route route : ROUTES) {
      // The probes answer everybody; a token only makes them tell more.
      if (route.open() || !route.path().startsWith("/api/v1/")) {
        continue;
      }
      List<Person> strangers = new ArrayList<>();
      strangers.add(null);
      if (route.isForStaff()) {
        strangers.add(somebody);
      }
      for (Person stranger : strangers) {
        for (String path : spellings(route.path())) {
          verdicts.send(
              Attempt.at(route, stranger).path(path),
              "Was let in as " + (stranger == null ? "nobody" : "somebody"),
              RouteAttack::isRefused);
        }
      }
    }
    assertThat(verdicts.count(401)).isGreaterThan(30);
    assertThat(verdicts.count(403)).isGreaterThan(20);
  }

  @Test
  void believeNoHostThatIsClaimed() {
    for (Route route : Route.ofEachKind()) {
      for (String header :
          List.of(
              "Host",
              "X-Forwarded-Host",
              "X-Forwarded-Server",
              "X-Original-URL",
              "X-Rewrite-URL",
              "Forwarded",
              "Origin",
              "Referer")) {
        String value =
            switch (header) {
              case "Forwarded" -> "for=1.2.3.4;host=evil.example;proto=https";
              case "Origin", "Referer" -> "https://evil.example";
              case "X-Original-URL", "X-Rewrite-URL" -> "/evil.example/api/v1/admin/jobs";
              default -> "evil.example";
            };
        verdicts.send(
            at(route).header(header, value),
            "What it claims comes back",
            answer -> !answer.text().contains("evil.example"));
      }
    }
  }

  @Test
  void sendNobodyElsewhere() {
    for (String target :
        List.of(
            "//evil.example/",
            "//evil.example/%2e%2e",
            "/\\evil.example",
            "/%5cevil.example",
            "/%2f%2fevil.example",
            "/docs//evil.example/..",
            "/docs?next=https://evil.example",
            "/.evil.example",
            "/%0d%0aX-Injected:%20yes",
            "/docs%0d%0aX-Injected:%20yes",
            "/api/v1/wallets/%0d%0aX-Injected:%20yes",
            "https://evil.example/docs",
            "http://evil.example:80/docs")) {
      verdicts.send(
          at(ROUTES.get(0)).method("GET").withoutBody().path(target),
          "Was sent elsewhere",
          answer ->
              answer.header("Location") == null
                  || !answer.header("Location").matches("(?i)(https?:)?//(?!localhost).*"));
    }
  }

  @Test
  void survivesHeadersThatNobodySends() {
    List<String[]> headers =
        List.of(
            new String[] {"Authorization", "Bearer " + "a".repeat(7_000)},
            new String[] {"Authorization", "Bearer a.b.c\u0000"},
            new String[] {"Authorization", "bearer"},
            new String[] {"Authorization", "Basic YWRtaW46YWRtaW4="},
            new String[] {"Cookie", "a=b;".repeat(1_500)},
            new String[] {"Accept", "*/*,".repeat(1_500)},
            new String[] {"Accept", "a/b;q=\u0001"},
            new String[] {"Accept-Language", "'; select 1; --"},
            new String[] {"User-Agent", "${jndi:ldap://127.0.0.1:9/a} ' or 1=1 --"},
            new String[] {"User-Agent", "u".repeat(6_000)},
            new String[] {"X-Forwarded-For", "' or 1=1 --, ::ffff:1.2.3.4, 999.1.1.1"},
            new String[] {"X-Forwarded-For", "1.1.1.1,".repeat(900)},
            new String[] {"X-Request-Id", "../../etc/passwd"},
            new String[] {"X-Forwarded-Proto", "javascript"},
            new String[] {"If-None-Match", "*"},
            new String[] {"If-Match", "\"".repeat(2_000)},
            new String[] {"Range", "bytes=0-,0-,0-,0-"},
            new String[] {"Connection", "X-Request-Id, close"},
            new String[] {"Expect", "200-ok"},
            new String[] {"TE", "trailers, deflate;q=0.5"},
            new String[] {"traceparent", "00-" + "f".repeat(500) + "-01"},
            new String[] {"\u00fcber", "\u00fc"},
            new String[] {"X".repeat(4_000), "1"});
    for (Route route : Route.ofEachKind()) {
      for (String[] header : headers) {
        send(at(route).header(header[0], header[1]));
      }
    }
  }

  private static List<String> spellings(String path) {
    String tail = path.substring("/api/v1/".length());
    return List.of(
        path,
        path + "/",
        path + "//",
        path + ";a=b",
        path + "/.",
        path + "%20",
        path + "%00",
        path + ".json",
        path + "?",
        path + "#",
        "/" + path,
        "/./" + path.substring(1),
        "/api/v1/auth/../" + tail,
        "/api/v1/auth/..;/" + tail,
        "/api/v1/auth/%2e%2e/" + tail,
        "/api/v1/auth%2f..%2f" + tail,
        "/api/v1/features;/../" + tail,
        "/api/v1;x=/auth/../" + tail,
        "/api/v1//" + tail,
        "/api//v1/" + tail,
        "/api/v1/./" + tail,
        "/%61pi/v1/" + tail,
        "/api/v1/" + tail.replaceFirst("a", "%61"),
        "/API/v1/" + tail,
        "/api/V1/" + tail,
        "/docs/../api/v1/" + tail,
        "/openapi/..;/api/v1/" + tail,
        "\\api\\v1\\" + tail);
  }
}
