package org.dompet.web.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dompet.web.http.Person;
import org.dompet.web.http.RawHttp;
import org.dompet.web.server.StripeStandIn;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nobody finds what is another's, by any route that takes an id: it is not there for them. */
@RunAsClient
@ExtendWith(ArquillianExtension.class)
class OthersThingsIT {
  private Person owner;
  private Person stranger;

  @BeforeEach
  void somebodyHasSomethingOfEverything() {
    StripeStandIn.works();
    owner = Person.with("100.00");
    stranger = Person.fromTelegram();
    Person friend = Person.fromTelegram();
    post(
            "/api/v1/transfers",
            Map.of(
                "fromWalletId",
                owner.walletId().toString(),
                "to",
                Map.of("walletId", friend.walletId().toString()),
                "amount",
                "1.00",
                "currency",
                "THB"))
        .then()
        .statusCode(201);
    post(
            "/api/v1/onramp/orders",
            Map.of(
                "walletId", owner.walletId().toString(),
                "provider", "stripe",
                "amount", "10.00",
                "currency", "THB"))
        .then()
        .statusCode(201);
  }

  @Test
  void areNotThere() {
    List<Route> routes =
        Route.ALL.stream()
            .filter(route -> route.path().startsWith("/api/v1/") && !route.open())
            .filter(route -> !route.isForStaff() && !route.inputs("path").isEmpty())
            .toList();
    assertThat(routes).hasSizeGreaterThan(4);
    for (Route route : routes) {
      String id = idOfOwners(route);
      String parameter = route.inputs("path").get(0).name();
      RawHttp.Answer others = Attempt.at(route, stranger).inPath(parameter, id).send();
      String none = UUID.randomUUID().toString();
      RawHttp.Answer nobodys = Attempt.at(route, stranger).inPath(parameter, none).send();

      assertThat(others.status()).as(route + " " + others.text()).isEqualTo(404);
      // Nor can it be told from what does not exist.
      assertThat(others.body().replace(id, none)).as("%s", route).isEqualTo(nobodys.body());
      assertThat(others.text()).doesNotContain(owner.id().toString());
    }
  }

  /** The first of the list that the route is below. */
  private String idOfOwners(Route route) {
    String list = route.path().substring(0, route.path().indexOf("/{"));
    Response answer = owner.call().get(list);
    assertThat(answer.statusCode()).as("a list at " + list + ", for " + route).isEqualTo(200);
    List<String> ids = answer.path("items.id");
    assertThat(ids).as("something of the owner's at " + list).isNotEmpty();
    return ids.get(0);
  }

  private Response post(String path, Map<String, Object> body) {
    return owner
        .call()
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body(body)
        .post(path);
  }
}
