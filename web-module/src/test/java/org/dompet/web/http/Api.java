package org.dompet.web.http;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.restassured.RestAssured;
import io.restassured.builder.ResponseSpecBuilder;
import io.restassured.config.HttpClientConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.restassured.specification.ResponseSpecification;
import org.dompet.web.server.TestServer;

/** Calls to the running server. */
final class Api {
  private static final RestAssuredConfig CONFIG =
      RestAssuredConfig.config()
          .httpClient(
              HttpClientConfig.httpClientConfig()
                  .setParam("http.connection.timeout", 10_000)
                  .setParam("http.socket.timeout", 60_000));

  private Api() {}

  /** A request that is as {@code openapi.yaml} wants it, and whose answer must be so too. */
  static RequestSpecification call() {
    return plain().filter(Contract.BOTH_WAYS).contentType(ContentType.JSON);
  }

  /** A request that is wrong on purpose; its answer must be as {@code openapi.yaml} says. */
  static RequestSpecification wrongCall() {
    return plain().filter(Contract.ANSWERS).contentType(ContentType.JSON);
  }

  /** A request to nowhere that {@code openapi.yaml} knows. */
  static RequestSpecification plain() {
    return RestAssured.given()
        .config(CONFIG)
        .baseUri(TestServer.running().uri().toString())
        .urlEncodingEnabled(false);
  }

  /** What every problem looks like. */
  static ResponseSpecification problem(int status, String code) {
    return new ResponseSpecBuilder()
        .expectStatusCode(status)
        .expectContentType("application/problem+json")
        .expectBody("type", equalTo("/problems/" + code))
        .expectBody("status", equalTo(status))
        .expectBody(not(containsString("org.dompet")))
        .expectBody(not(containsString("<html")))
        .build();
  }

  /** The problem, after the check that it names the request. */
  static Response refused(Response answer, int status, String code) {
    return answer
        .then()
        .spec(problem(status, code))
        .body("instance", equalTo(answer.header("X-Request-Id")))
        .extract()
        .response();
  }
}
