package org.dompet.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dompet.web.server.TestServer;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@RunAsClient
@ExtendWith(ArquillianExtension.class)
class SecondFactorIT {
  private static final String PASSWORD = "correct horse battery staple";
  private static final String DOOR = "/api/v1/me/second-factor";

  @Test
  void isAskedForOnceItIsConfirmedAndItsCodesAreGoodOnce() {
    String email = UUID.randomUUID() + "@example.org";
    Response registered = register(email);
    String token = registered.path("accessToken");
    as(token).get(DOOR).then().statusCode(200).body("enrolled", equalTo(false));

    Authenticator telephone = enrol(token);
    login(email, null).then().statusCode(200).body("secondFactor", equalTo("NOT_NEEDED"));
    Response wrong = wrongAs(token).body(Map.of("code", "000000")).post(DOOR + "/confirm");
    Api.refused(wrong, 400, "invalid-request");
    as(token)
        .body(Map.of("code", telephone.code()))
        .post(DOOR + "/confirm")
        .then()
        .statusCode(200)
        .body("recoveryCodes", hasSize(10));

    Api.refused(login(email, null), 401, "second-factor-needed");
    Api.refused(login(email, telephone.code(-5)), 401, "sign-in-refused");
    String next = telephone.code(1);
    login(email, next).then().statusCode(200).body("secondFactor", equalTo("PASSED"));
    Api.refused(login(email, next), 401, "sign-in-refused");
    Api.refused(wrongAs(token).post(DOOR), 409, "second-factor-active");
    as(token).get(DOOR).then().body("enrolled", equalTo(true));
  }

  @Test
  void takesARecoveryCodeOnceAndGoesWithOne() {
    String email = UUID.randomUUID() + "@example.org";
    String token = register(email).path("accessToken");
    List<String> codes = confirm(token, enrol(token));
    login(email, codes.get(0)).then().statusCode(200).body("secondFactor", equalTo("PASSED"));
    Api.refused(login(email, codes.get(0)), 401, "sign-in-refused");
    as(token).get(DOOR).then().body("recoveryCodesLeft", equalTo(9));

    Response wrong = wrongAs(token).body(Map.of("code", codes.get(0))).post(DOOR + "/disable");
    Api.refused(wrong, 400, "invalid-request");
    as(token).body(Map.of("code", codes.get(1))).post(DOOR + "/disable").then().statusCode(204);
    login(email, null).then().statusCode(200).body("secondFactor", equalTo("NOT_NEEDED"));
    Api.refused(
        wrongAs(token).body(Map.of("code", codes.get(2))).post(DOOR + "/disable"),
        404,
        "not-found");
  }

  @Test
  void leavesStaffFromTelegramOrdinaryUntilTheyHaveGivenACode() {
    Person admin = Person.staff("ADMIN");
    Authenticator telephone = enrol(admin.accessToken());
    confirm(admin.accessToken(), telephone);
    // The session that enrolled has passed: its next token says so.
    refresh(admin.refreshToken()).then().body("secondFactor", equalTo("PASSED"));

    Response session =
        Person.signIn(InitDataText.of(admin.telegramId(), "Nok", admin.username()).signed());
    session
        .then()
        .statusCode(200)
        .body("secondFactor", equalTo("CODE_NEEDED"))
        .body("user.roles", contains("USER"));
    String ordinary = session.path("accessToken");
    Api.refused(wrongAs(ordinary).get("/api/v1/admin/users"), 403, "forbidden");
    as(ordinary).get("/api/v1/wallets").then().statusCode(200);

    String refreshToken = session.path("refreshToken");
    Api.refused(stepUp(refreshToken, telephone.code(-5)), 401, "sign-in-refused");
    Authenticator.forgetCodes(admin.id());
    Response whole = stepUp(refreshToken, telephone.code());
    whole
        .then()
        .statusCode(200)
        .body("secondFactor", equalTo("PASSED"))
        .body("user.roles", containsInAnyOrder("USER", "ADMIN"));
    as(whole.path("accessToken")).get("/api/v1/admin/users").then().statusCode(200);
    refresh(whole.path("refreshToken"))
        .then()
        .statusCode(200)
        .body("user.roles", containsInAnyOrder("USER", "ADMIN"));
    Api.refused(stepUp("nobodys", telephone.code()), 401, "sign-in-refused");
  }

  @Test
  void isLockedAfterFiveWrongCodesFromOnePlaceAndNotFromAnother() {
    String email = UUID.randomUUID() + "@example.org";
    String token = register(email).path("accessToken");
    Authenticator telephone = enrol(token);
    confirm(token, telephone);
    Authenticator.forgetCodes(UUID.fromString(as(token).get("/api/v1/me").path("id")));
    for (int i = 0; i < 5; i++) {
      Api.refused(login(email, "nonsense", "203.0.113.77"), 401, "sign-in-refused");
    }
    Response locked = login(email, telephone.code(), "203.0.113.77");
    Api.refused(locked, 429, "sign-in-locked");
    assertThat(Integer.parseInt(locked.header("Retry-After"))).isBetween(1, 31);
    login(email, telephone.code(), "203.0.113.78").then().statusCode(200);
  }

  @Test
  void isKeptEncrypted() {
    String token = register(UUID.randomUUID() + "@example.org").path("accessToken");
    Response enrolment = as(token).post(DOOR);
    Authenticator telephone = Authenticator.of(enrolment.path("secret"));
    assertThat(enrolment.<String>path("uri")).contains(enrolment.<String>path("secret"));
    assertThat(
            Rows.number(
                TestServer.running().database(),
                "select count(*) from second_factor where position(?::bytea in secret) > 0",
                (Object) telephone.secret()))
        .isZero();
    assertThat(TestServer.printed()).doesNotContain(enrolment.<String>path("secret"));
  }

  private static Authenticator enrol(String token) {
    return Authenticator.of(as(token).post(DOOR).then().statusCode(201).extract().path("secret"));
  }

  private static List<String> confirm(String token, Authenticator telephone) {
    return as(token)
        .body(Map.of("code", telephone.code()))
        .post(DOOR + "/confirm")
        .then()
        .statusCode(200)
        .extract()
        .path("recoveryCodes");
  }

  private static Response register(String email) {
    return Api.call()
        .body(Map.of("email", email, "password", PASSWORD, "displayName", "Somsri"))
        .post("/api/v1/auth/register");
  }

  private static Response login(String email, String code) {
    return login(email, code, "203.0.113.5");
  }

  private static Response login(String email, String code, String address) {
    Map<String, String> body = new HashMap<>(Map.of("email", email, "password", PASSWORD));
    if (code != null) {
      body.put("code", code);
    }
    return Api.call().header("X-Forwarded-For", address).body(body).post("/api/v1/auth/login");
  }

  private static Response stepUp(String refreshToken, String code) {
    return Api.call()
        .body(Map.of("refreshToken", refreshToken, "code", code))
        .post("/api/v1/auth/second-factor");
  }

  private static Response refresh(String refreshToken) {
    return Api.call().body(Map.of("refreshToken", refreshToken)).post("/api/v1/auth/refresh");
  }

  private static RequestSpecification as(String token) {
    return Api.call().header("Authorization", "Bearer " + token);
  }

  private static RequestSpecification wrongAs(String token) {
    return Api.wrongCall().header("Authorization", "Bearer " + token);
  }
}
