package org.dompet.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.dompet.web.openapi.Doors;
import org.dompet.web.server.TestServer;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every door, as nobody and as each role: found in the classes and in the document. */
@RunAsClient
@ExtendWith(ArquillianExtension.class)
class RoutesIT {
  private static final String NOBODY = "nobody";
  private static final List<String> CALLERS =
      List.of(NOBODY, "USER", "SUPPORT", "AUDITOR", "OPERATOR", "ADMIN");

  private final OpenAPI document = document();

  @Test
  void openToTheirRolesAndToNobodyElse() {
    Person person = Person.fromTelegram();
    String keyId = oldKeyId(person);
    SortedMap<String, Set<String>> doors = new TreeMap<>(Doors.access());
    assertThat(described()).isEqualTo(doors.keySet());
    List<String> wrong = new ArrayList<>();
    doors.forEach(
        (door, roles) -> {
          for (String caller : CALLERS) {
            RequestSpecification call = Api.plain();
            if (!caller.equals(NOBODY)) {
              call.header("Authorization", "Bearer " + token(person.id(), caller, keyId));
            }
            Response answer = send(call, door);
            if (!isAsExpected(door, roles, caller, answer.statusCode())) {
              wrong.add(door + " as " + caller + ": " + answer.statusCode());
            }
          }
        });
    assertThat(wrong).isEmpty();
    assertThat(doors).hasSizeGreaterThan(60);
  }

  private static boolean isAsExpected(String door, Set<String> roles, String caller, int status) {
    if (status == 500 || status == 405) {
      return false;
    }
    if (roles.contains(Doors.EVERYBODY)) {
      // A webhook is signed, not signed in.
      return status != 403 && (status != 401 || door.contains("webhook"));
    }
    if (caller.equals(NOBODY)) {
      return status == 401;
    }
    return roles.contains(caller) ? status != 401 && status != 403 : status == 403;
  }

  private Response send(RequestSpecification call, String door) {
    String[] parts = door.split(" ", 2);
    Operation operation =
        document
            .getPaths()
            .get(parts[1])
            .readOperationsMap()
            .get(PathItem.HttpMethod.valueOf(parts[0]));
    if (operation.getRequestBody() != null) {
      call.contentType(operation.getRequestBody().getContent().keySet().iterator().next())
          .body("{}".getBytes(StandardCharsets.UTF_8));
    }
    return call.request(
        parts[0],
        parts[1]
            .replace("{code}", "no-such-thing")
            .replaceAll("\\{[^}]*}", UUID.randomUUID().toString()));
  }

  private Set<String> described() {
    SortedMap<String, String> all = new TreeMap<>();
    document
        .getPaths()
        .forEach(
            (path, item) ->
                item.readOperationsMap()
                    .keySet()
                    .forEach(method -> all.put(method + " " + path, path)));
    return all.keySet();
  }

  private static String token(UUID userId, String role, String keyId) {
    String claims =
        Jwt.claims(userId, Instant.now().plusSeconds(600))
            .replace("[\"USER\"]", "[\"" + role + "\"]");
    return Jwt.rs256(TestServer.running().oldKey().getPrivate(), keyId, claims);
  }

  private static String oldKeyId(Person person) {
    String inUse = new JsonPath(Jwt.header(person.accessToken())).getString("kid");
    List<Map<String, String>> keys = Api.call().get("/.well-known/jwks.json").path("keys");
    return keys.stream()
        .map(key -> key.get("kid"))
        .filter(id -> !id.equals(inUse))
        .findFirst()
        .orElseThrow();
  }

  private static OpenAPI document() {
    return new OpenAPIV3Parser().read("/openapi.yaml");
  }
}
