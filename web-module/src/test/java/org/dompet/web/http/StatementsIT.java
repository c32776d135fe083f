package org.dompet.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.dompet.web.server.TestServer;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@RunAsClient
@ExtendWith(ArquillianExtension.class)
class StatementsIT {
  private static final String STATEMENTS = "/api/v1/admin/reconciliation/statements";
  private static final String HEADER = "date,reference,amount,currency\n";

  private Person admin;

  @BeforeEach
  void signIn() {
    admin = Person.staff("ADMIN");
  }

  @Test
  void areKeptAsTheyCome() {
    String file = HEADER + "2030-01-10," + UUID.randomUUID() + ",100.00,THB\n2030-01-12,,-5,USD\n";
    Response uploaded = upload(admin, "stripe", file);
    uploaded
        .then()
        .statusCode(201)
        .header("Location", containsString(STATEMENTS + "/"))
        .body("provider", equalTo("stripe"))
        .body("lines", equalTo(2))
        .body("periodFrom", equalTo("2030-01-10T00:00:00Z"))
        .body("periodTo", equalTo("2030-01-13T00:00:00Z"))
        .body("uploadedBy", equalTo(admin.id().toString()));
    String id = uploaded.path("id");
    admin
        .call()
        .get(STATEMENTS + "/" + id)
        .then()
        .statusCode(200)
        .body("sha256", equalTo(uploaded.path("sha256")));
    admin.call().get(STATEMENTS).then().statusCode(200).body("items.id", hasItem(id));
    admin
        .call()
        .queryParam("provider", "moonpay")
        .get(STATEMENTS)
        .then()
        .statusCode(200)
        .body("items.id", not(hasItem(id)));
    admin.call().get(STATEMENTS + "/" + id + "/matches").then().statusCode(200);
    assertThat(
            Rows.number(
                TestServer.running().database(),
                "select count(*) from statement_line where statement_id = ?",
                UUID.fromString(id)))
        .isEqualTo(2);
    assertThat(
            Rows.number(
                TestServer.running().database(),
                "select count(*) from audit_record where action = 'statement.upload' and target = ?",
                id))
        .isEqualTo(1);
  }

  @Test
  void areTheSameIfTheFileIsTheSame() {
    String file = HEADER + "2030-02-10," + UUID.randomUUID() + ",100.00,THB\n";
    Response first = upload(admin, "stripe", file);
    first.then().statusCode(201);
    Response again = upload(admin, "stripe", file);
    again.then().statusCode(200).body("id", equalTo(first.path("id")));
    upload(admin, "moonpay", file)
        .then()
        .statusCode(201)
        .body("id", not(equalTo(first.path("id"))));
  }

  @Test
  void areRefusedAsAWholeByLineAndColumn() {
    String reference = UUID.randomUUID().toString();
    String file = HEADER + "2030-03-10," + reference + ",100.00,THB\n2030-03-10,,1.001,THB\n";
    Api.refused(
            as(admin, file, Api.wrongCall()).post(STATEMENTS + "?provider=stripe"),
            400,
            "invalid-request")
        .then()
        .body("errors[0].field", equalTo("line 3, amount"))
        .body("errors[0].detail", containsString("decimal places"));
    assertThat(
            Rows.number(
                TestServer.running().database(),
                "select count(*) from statement_line where reference = ?",
                reference))
        .isZero();
    for (String bad : List.of("", "not a statement", HEADER, "\u0000")) {
      Api.refused(
          as(admin, bad, Api.wrongCall()).post(STATEMENTS + "?provider=stripe"),
          400,
          "invalid-request");
    }
    for (String query : List.of("", "?provider=", "?provider=paypal")) {
      Api.refused(
          as(admin, file, Api.wrongCall()).post(STATEMENTS + query), 400, "invalid-request");
    }
  }

  @Test
  void mayBeLongerThanOtherBodiesButNotWithoutEnd() {
    StringBuilder file = new StringBuilder(HEADER);
    for (int i = 0; i < 3_000; i++) {
      file.append("2030-04-10,").append(UUID.randomUUID()).append(",1.00,THB\n");
    }
    assertThat(file.length()).isGreaterThan(65_536);
    upload(admin, "stripe", file.toString()).then().statusCode(201).body("lines", equalTo(3_000));
    Api.refused(
        as(admin, "x".repeat((1 << 24) + 1), Api.wrongCall()).post(STATEMENTS + "?provider=stripe"),
        413,
        "payload-too-large");
  }

  @Test
  void areCsv() {
    Api.refused(
        admin.wrongCall().body("{}").post(STATEMENTS + "?provider=stripe"),
        415,
        "unsupported-media-type");
  }

  @Test
  void areUploadedByAdministratorsAndOperatorsAndReadByAuditors() {
    String file = HEADER + "2030-05-10," + UUID.randomUUID() + ",100.00,THB\n";
    String id = upload(admin, "stripe", file).path("id");
    Person auditor = Person.staff("AUDITOR");
    auditor.call().get(STATEMENTS).then().statusCode(200);
    auditor.call().get(STATEMENTS + "/" + id).then().statusCode(200);
    auditor.call().get(STATEMENTS + "/" + id + "/matches").then().statusCode(200);
    as(Person.staff("OPERATOR"), file, Api.call())
        .post(STATEMENTS + "?provider=stripe")
        .then()
        .statusCode(200)
        .body("id", equalTo(id));
    for (Person other : List.of(auditor, Person.fromTelegram(), Person.staff("SUPPORT"))) {
      Api.refused(
          as(other, file, Api.wrongCall()).post(STATEMENTS + "?provider=stripe"), 403, "forbidden");
    }
    for (String path :
        List.of(STATEMENTS, STATEMENTS + "/" + id, STATEMENTS + "/" + id + "/matches")) {
      Api.refused(Person.fromTelegram().wrongCall().get(path), 403, "forbidden");
      Api.refused(Api.wrongCall().get(path), 401, "unauthenticated");
    }
    Api.refused(admin.wrongCall().get(STATEMENTS + "/" + UUID.randomUUID()), 404, "not-found");
  }

  static Response upload(Person person, String provider, String file) {
    return as(person, file, Api.call()).queryParam("provider", provider).post(STATEMENTS);
  }

  private static RequestSpecification as(Person person, String file, RequestSpecification call) {
    return person
        .as(call)
        .contentType("text/csv")
        .accept(ContentType.JSON)
        .body(file.getBytes(StandardCharsets.UTF_8));
  }
}
