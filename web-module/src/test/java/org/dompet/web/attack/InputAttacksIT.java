package org.dompet.web.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.dompet.web.server.TestServer;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every route is given in its parameters and in the fields of its JSON. */
@RunAsClient
@ExtendWith(ArquillianExtension.class)
class InputAttacksIT extends RouteAttack {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String AUTH = "/api/v1/auth/";

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
}
