package org.dompet.web.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.dompet.testing.Books;
import org.dompet.testing.TestDatabase;
import org.dompet.web.http.Person;
import org.dompet.web.http.RawHttp;
import org.dompet.web.http.Rows;
import org.dompet.web.server.TestServer;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same attacks on every route, as somebody who may use it. */
@RunAsClient
@ExtendWith(ArquillianExtension.class)
class RouteAttacksIT {
  private static final List<Route> ROUTES = Route.ALL;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String AUTH = "/api/v1/auth/";

  private final Verdicts verdicts = new Verdicts();
  private Person somebody;
  private Person admin;
  private Person rich;
  private List<Object> before;

  @BeforeEach
  void somebodyHasNothingAndAnotherSome() {
    somebody = Person.fromTelegram();
    admin = Person.staff("ADMIN");
    rich = Person.with("100.00");
    before = state();
  }

  @AfterEach
  void nothingIsAnyDifferent() {
    verdicts.areGood();
    assertThat(state()).isEqualTo(before);
    assertThat(rich.available()).isEqualTo("100.00");
    Books.prove(TestServer.running().database().owner());
  }

  @Test
  void runNoSqlFromParameters() {
    for (Route route : ROUTES) {
      for (Route.Input input : attacked(route)) {
        Payloads.SQL.forEach(sql -> send(spoilt(route, input, sql)));
      }
    }
    assertThat(verdicts.count(404)).isGreaterThan(100);
  }

  @Test
  void runNoSqlFromFields() {
    for (Route route : ROUTES) {
      List<String> payloads = route.path().startsWith(AUTH) ? Payloads.FEW_SQL : Payloads.SQL;
      eachField(
          route, field -> payloads.forEach(sql -> send(with(route, field, TextNode.valueOf(sql)))));
    }
    assertThat(verdicts.total()).isGreaterThan(100);
  }

  @Test
  void takeNoStrangeTextInParameters() {
    for (Route route : ROUTES) {
      for (Route.Input input : attacked(route)) {
        Payloads.TEXTS.forEach(text -> send(spoilt(route, input, text)));
        if (!input.in().equals("header")) {
          Payloads.RAW.forEach(raw -> send(raw(route, input, raw)));
        }
      }
      for (Route.Input input : route.inputs("query")) {
        send(at(route).rawQuery("&" + input.name() + "=1&" + input.name() + "=2"));
        send(at(route).rawQuery("&" + input.name() + "[]=1&" + input.name() + "[$ne]=2"));
        send(at(route).rawQuery("&" + input.name()));
      }
      send(at(route).rawQuery("&=&&&a=b=c&%00=%00&" + "x=1&".repeat(900)));
    }
  }

  @Test
  void takeNoStrangeValuesInFields() {
    for (Route route : ROUTES) {
      eachField(
          route,
          field -> {
            for (String text :
                route.path().startsWith(AUTH) ? List.of("\u0000", "") : Payloads.TEXTS) {
              send(with(route, field, TextNode.valueOf(text)));
            }
            for (String value : Payloads.JSON) {
              send(at(route).body(withRaw(route, field, value)));
            }
          });
    }
  }

  /** Mass assignment: what is not asked for is not taken, also where it would fit. */
  @Test
  void refuseFieldsThatAreNotDescribed() {
    List<String> fields =
        List.of(
            "id",
            "userId",
            "roles",
            "status",
            "balance",
            "available",
            "createdBy",
            "__proto__",
            "class");
    for (Route route : ROUTES) {
      if (!route.takesJson() || !route.strict()) {
        continue;
      }
      ObjectNode json = at(route).json(caller(route));
      String first = json.fieldNames().next();
      for (String field : fields) {
        if (!json.has(field)) {
          ObjectNode more = json.deepCopy();
          more.set(field, JSON.createArrayNode().add("ADMIN"));
          verdicts.send(
              at(route).body(more),
              "A field that nobody knows was not refused by its name",
              answer -> answer.status() == 400 && answer.body().contains("\"" + field + "\""));
        }
      }
      String text = json.toString();
      verdicts.send(
          at(route).body(Attempt.bytes("{\"" + first + "\":\"a\"," + text.substring(1))),
          "A field that came twice was not refused",
          answer -> answer.status() == 400);
    }
    assertThat(verdicts.count(400)).isGreaterThan(100);
  }

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
            RouteAttacksIT::isRefused);
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
        verdicts.send(attempt, "Was taken", RouteAttacksIT::isRefused);
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
            bomb -> verdicts.send(at(route).body(bomb), "Was taken", RouteAttacksIT::isRefused));
      }
    }
    assertThat(verdicts.count(413)).isGreaterThan(10);
  }

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
              RouteAttacksIT::isRefused);
        }
      }
    }
    assertThat(verdicts.count(401)).isGreaterThan(30);
    assertThat(verdicts.count(403)).isGreaterThan(20);
  }

  @Test
  void believeNoHostThatIsClaimed() {
    for (Route route : ROUTES) {
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
    for (Route route : ROUTES) {
      for (String[] header : headers) {
        send(at(route).header(header[0], header[1]));
      }
    }
  }

  /** A line that somebody sends is no line of the log. */
  @Test
  void writeNoLinesOfOthersIntoTheLog() {
    String forged = "FORGED-" + somebody.telegramId();
    for (Route route : ROUTES) {
      send(at(route).header("User-Agent", "a\tb\u0085" + forged));
      send(at(route).header("X-Request-Id", "a%0a" + forged));
      send(at(route).rawQuery("&a=%0a" + forged + "%0d" + forged));
      for (Route.Input input : route.inputs("path")) {
        send(raw(route, input, "%0a" + forged));
      }
      eachField(
          route,
          field -> {
            if (!route.path().startsWith(AUTH)) {
              send(with(route, field, TextNode.valueOf("\n" + forged + "\r\n" + forged)));
            }
          });
    }
    assertThat(TestServer.printed().lines().filter(line -> line.startsWith(forged))).isEmpty();
  }

  /** The request's id is read at one place for all routes: it is attacked at one. */
  private static List<Route.Input> attacked(Route route) {
    return route.inputs().stream()
        .filter(input -> !input.name().equals("X-Request-Id") || route.equals(ROUTES.get(0)))
        .toList();
  }

  private static boolean isRefused(RawHttp.Answer answer) {
    return answer.status() >= 400 || answer.isSilence();
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

  private static void eachField(Route route, Consumer<String> action) {
    route
        .body()
        .properties()
        .forEach(
            field -> {
              action.accept(field.getKey());
              field
                  .getValue()
                  .properties()
                  .forEach(inner -> action.accept(field.getKey() + "/" + inner.getKey()));
            });
  }

  private Attempt with(Route route, String field, JsonNode value) {
    ObjectNode json = at(route).json(caller(route));
    if (json.has("email")) {
      json.set("email", route.body().get("email"));
    }
    int slash = field.indexOf('/');
    ObjectNode holder = slash < 0 ? json : (ObjectNode) json.get(field.substring(0, slash));
    holder.set(field.substring(slash + 1), value);
    return at(route).body(json);
  }

  /** JSON that a parser would not write: it goes in as text. */
  private byte[] withRaw(Route route, String field, String value) {
    String marker = "@@@";
    try {
      JsonNode sent =
          JSON.readTree(
              new String(
                  with(route, field, TextNode.valueOf(marker)).sentBody(), StandardCharsets.UTF_8));
      return Attempt.bytes(sent.toString().replace("\"" + marker + "\"", value));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Attempt spoilt(Route route, Route.Input input, String text) {
    // A header's value can't have line ends or what is no Latin-1: those are sent as they can be.
    return input.in().equals("header")
        ? at(route).header(input.name(), text.replaceAll("[\r\n]", "\t"))
        : raw(route, input, Attempt.encoded(text));
  }

  private Attempt raw(Route route, Route.Input input, String text) {
    return input.in().equals("path")
        ? at(route).inPath(input.name(), text)
        : at(route).query(input.name(), text);
  }

  private Attempt at(Route route) {
    return Attempt.at(route, caller(route));
  }

  private Person caller(Route route) {
    return route.isForStaff() ? admin : somebody;
  }

  private void send(Attempt attempt) {
    verdicts.send(attempt);
  }

  /** What no attack may change. */
  private static List<Object> state() {
    TestDatabase database = TestServer.running().database();
    return List.of(
        Rows.number(database, "select count(*) from posting"),
        Rows.number(database, "select count(*) from journal_entry"),
        Rows.number(
            database, "select coalesce(sum(balance), 0) from account where minimum_balance = 0"),
        Rows.number(database, "select count(*) from account where status <> 'OPEN'"),
        Rows.number(database, "select count(*) from app_user where roles <> '{USER}'"));
  }
}
