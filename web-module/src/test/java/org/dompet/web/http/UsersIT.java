package org.dompet.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.dompet.web.server.TestServer;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** People as administrators see them, and those who try others' accounts. */
@RunAsClient
@ExtendWith(ArquillianExtension.class)
class UsersIT {
  private static final String USERS = "/api/v1/admin/users";
  private static final String PASSWORD = "correct horse battery staple";

  @Test
  void areFoundByWhatIsKnownOfThem() {
    Person admin = Person.staff("ADMIN");
    Person person = Person.fromTelegram();
    for (String query :
        new String[] {
          person.id().toString(), String.valueOf(person.telegramId()), "@" + person.username()
        }) {
      admin
          .call()
          .get(USERS + "?query=" + query)
          .then()
          .statusCode(200)
          .body("items.user.id", hasItem(person.id().toString()));
    }
    admin.call().get(USERS + "?staff=true&query=" + person.id()).then().body("items", hasSize(0));
    Response page = admin.call().get(USERS + "?limit=1");
    page.then().statusCode(200).body("items", hasSize(1));
    admin
        .call()
        .get(USERS + "?limit=1&cursor=" + page.path("nextCursor"))
        .then()
        .statusCode(200)
        .body("items", hasSize(1));
    admin
        .call()
        .get(USERS + "/" + person.id())
        .then()
        .statusCode(200)
        .body("user.username", equalTo(person.username()))
        .body("secondFactor", equalTo(false));
    Api.refused(admin.wrongCall().get(USERS + "/" + UUID.randomUUID()), 404, "not-found");
    Api.refused(admin.wrongCall().get(USERS + "?staff=maybe"), 400, "invalid-request");
  }

  @Test
  void areGivenRolesAndLoseTheirSessionsWithThem() {
    Person admin = Person.staff("ADMIN");
    Person person = Person.fromTelegram();
    String roles = USERS + "/" + person.id() + "/roles/";
    admin
        .call()
        .body(Map.of("role", "SUPPORT"))
        .post(roles + "grant")
        .then()
        .statusCode(200)
        .body("user.roles", containsInAnyOrder("USER", "SUPPORT"));
    Response next =
        Api.call().body(Map.of("refreshToken", person.refreshToken())).post("/api/v1/auth/refresh");
    next.then().body("user.roles", containsInAnyOrder("USER", "SUPPORT"));
    String token = next.path("accessToken");
    as(token, "/api/v1/admin/alerts").then().statusCode(200);

    admin
        .call()
        .body(Map.of("role", "SUPPORT"))
        .post(roles + "revoke")
        .then()
        .statusCode(200)
        .body("user.roles", contains("USER"));
    assertThat(as(token, "/api/v1/admin/alerts").statusCode()).isEqualTo(401);
    Api.refused(
        admin.wrongCall().body(Map.of("role", "USER")).post(roles + "revoke"),
        400,
        "invalid-request");
    Api.refused(
        admin.wrongCall().body(Map.of("role", "KING")).post(roles + "grant"),
        400,
        "invalid-request");
    Api.refused(
        admin
            .wrongCall()
            .body(Map.of("role", "AUDITOR"))
            .post(USERS + "/" + admin.id() + "/roles/grant"),
        403,
        "forbidden");
    assertThat(
            Rows.number(
                TestServer.running().database(),
                "select count(*) from audit_record where action like 'role.%' and actor = ?",
                admin.id().toString()))
        .isEqualTo(2);
  }

  @Test
  void areSignedOutByAnAdministrator() {
    Person admin = Person.staff("ADMIN");
    Person person = Person.fromTelegram();
    String sessions = USERS + "/" + person.id() + "/sessions";
    Response listed = admin.call().get(sessions);
    listed.then().statusCode(200).body("items", hasSize(1));
    admin.call().delete(sessions + "/" + listed.path("items[0].id")).then().statusCode(204);
    Api.refused(person.wrongCall().get("/api/v1/me"), 401, "unauthenticated");
    admin.call().delete(sessions).then().statusCode(200).body("ended", equalTo(0));
    Api.refused(
        admin.wrongCall().delete(USERS + "/" + UUID.randomUUID() + "/sessions"), 404, "not-found");
  }

  @Test
  void areLockedOutNowhereButWhereSignInsFailedAndUnlocked() {
    String email = UUID.randomUUID() + "@example.org";
    String id =
        Api.call()
            .body(Map.of("email", email, "password", PASSWORD, "displayName", "Somsri"))
            .post("/api/v1/auth/register")
            .path("user.id");
    for (int i = 0; i < 5; i++) {
      Api.refused(login(email, "wrong", "198.51.100.1"), 401, "sign-in-refused");
    }
    Response locked = login(email, PASSWORD, "198.51.100.1");
    Api.refused(locked, 429, "sign-in-locked");
    login(email, PASSWORD, "198.51.100.2").then().statusCode(200);
    // An address that nobody has is locked just the same.
    for (int i = 0; i < 5; i++) {
      Api.refused(login("x" + email, "wrong", "198.51.100.1"), 401, "sign-in-refused");
    }
    Response unknown = login("x" + email, PASSWORD, "198.51.100.1");
    Api.refused(unknown, 429, "sign-in-locked");
    assertThat(unknown.asString().replace(unknown.header("X-Request-Id"), "?"))
        .isEqualTo(locked.asString().replace(locked.header("X-Request-Id"), "?"));

    Person.staff("ADMIN").call().post(USERS + "/" + id + "/unlock").then().statusCode(200);
    login(email, PASSWORD, "198.51.100.1").then().statusCode(200);
  }

  @Test
  void whoWorkHereAndAreAttackedRaiseAnAlert() {
    String email = UUID.randomUUID() + "@example.org";
    String id =
        Api.call()
            .body(Map.of("email", email, "password", PASSWORD, "displayName", "Somsri"))
            .post("/api/v1/auth/register")
            .path("user.id");
    Person admin = Person.staff("ADMIN");
    admin
        .call()
        .body(Map.of("role", "OPERATOR"))
        .post(USERS + "/" + id + "/roles/grant")
        .then()
        .statusCode(200);
    for (int i = 0; i < 12; i++) {
      login(email, "wrong", "192.0.2." + i).then().statusCode(401);
    }
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (admin
        .call()
        .get("/api/v1/admin/alerts/unresolved?alertType=sign_in_attack")
        .<List<String>>path("items.metadata.userId")
        .stream()
        .noneMatch(id::equals)) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
    admin
        .call()
        .get("/api/v1/admin/alerts/unresolved?alertType=sign_in_attack")
        .then()
        .body("items.find { it.metadata.userId == '" + id + "' }.count", greaterThanOrEqualTo(3));
  }

  private static Response login(String email, String password, String address) {
    return Api.wrongCall()
        .header("X-Forwarded-For", address)
        .body(Map.of("email", email, "password", password))
        .post("/api/v1/auth/login");
  }

  private static Response as(String token, String path) {
    return Api.wrongCall().header("Authorization", "Bearer " + token).get(path);
  }
}
