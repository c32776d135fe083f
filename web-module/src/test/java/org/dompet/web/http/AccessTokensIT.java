package org.dompet.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dompet.web.server.TestKeys;
import org.dompet.web.server.TestServer;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@RunAsClient
@ExtendWith(ArquillianExtension.class)
class AccessTokensIT {
  /** More bytes of headers than that are refused. */
  private static final int LONGEST_HEADERS = 8_192;

  private static final int HUNG_UP = 0;

  @Test
  void areVerifiedByThePublishedKeys() throws GeneralSecurityException {
    Person person = Person.fromTelegram();
    String[] parts = person.accessToken().split("\\.", -1);
    Map<String, String> key = publishedKey(keyId(person.accessToken()));
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(publicKey(key));
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    JsonPath claims =
        new JsonPath(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
    assertThat(claims.getString("sub")).isEqualTo(person.id().toString());
    assertThat(claims.getString("iss")).isEqualTo("dompet");
    assertThat(claims.getString("aud")).isEqualTo("dompet-api");
    assertThat(person.call().get("/api/v1/me/sessions").<String>path("items[0].id"))
        .isEqualTo(claims.getString("sid"));
    assertThat(claims.getList("groups")).isEqualTo(List.of("USER"));
    assertThat(claims.getString("jti")).isNotEmpty();
    assertThat(claims.getLong("exp") - claims.getLong("iat")).isEqualTo(900);
  }

  @Test
  void ofAKeyThatWasReplacedAreStillGood() {
    Person person = Person.fromTelegram();
    String inUse = keyId(person.accessToken());
    String replaced =
        keys().stream()
            .map(key -> key.get("kid"))
            .filter(id -> !id.equals(inUse))
            .findFirst()
            .orElseThrow();
    String token =
        Jwt.rs256(
            TestServer.running().oldKey().getPrivate(), replaced, Jwt.claims(person.id(), soon()));
    with(Api.call(), token).get("/api/v1/wallets").then().statusCode(200);
  }

  @Test
  void thatAreNotGoodOpenNoDoor() throws GeneralSecurityException {
    Person person = Person.fromTelegram();
    KeyPair foreign = TestKeys.generate();
    KeyPair ours = TestServer.running().oldKey();
    String kid = keyId(person.accessToken());
    String oldKid =
        keys().stream()
            .map(key -> key.get("kid"))
            .filter(id -> !id.equals(kid))
            .findFirst()
            .orElseThrow();
    String claims = Jwt.claims(person.id(), soon());
    PublicKey published = publicKey(publishedKey(kid));
    Map<String, String> bad =
        Map.ofEntries(
            Map.entry(
                "expired",
                Jwt.rs256(
                    ours.getPrivate(),
                    oldKid,
                    Jwt.claims(person.id(), Instant.now().minusSeconds(300)))),
            Map.entry("foreign key under our id", Jwt.rs256(foreign.getPrivate(), kid, claims)),
            Map.entry("foreign key, foreign id", Jwt.rs256(foreign.getPrivate(), "nobody", claims)),
            Map.entry(
                "foreign issuer",
                Jwt.rs256(ours.getPrivate(), oldKid, claims.replace("\"dompet\"", "\"other\""))),
            Map.entry("not signed", Jwt.unsigned(claims)),
            Map.entry("HS256 with the public key", Jwt.hs256(published, kid, claims)),
            Map.entry(
                "no subject",
                Jwt.rs256(ours.getPrivate(), oldKid, claims.replace("\"sub\"", "\"bus\""))),
            Map.entry(
                "subject that is no id",
                Jwt.rs256(ours.getPrivate(), oldKid, claims.replace(person.id().toString(), "me"))),
            Map.entry(
                "another audience",
                Jwt.rs256(
                    ours.getPrivate(), oldKid, claims.replace("\"dompet-api\"", "\"other\""))),
            Map.entry(
                "no audience",
                Jwt.rs256(ours.getPrivate(), oldKid, claims.replace("\"aud\"", "\"dua\""))),
            Map.entry(
                "no session",
                Jwt.rs256(ours.getPrivate(), oldKid, claims.replace("\"sid\"", "\"dis\""))),
            Map.entry(
                "issued in the future",
                Jwt.rs256(
                    ours.getPrivate(),
                    oldKid,
                    claims.replace(
                        "\"exp\"",
                        "\"nbf\":" + (Instant.now().getEpochSecond() + 500) + ",\"exp\""))),
            Map.entry("our key under another's id", Jwt.rs256(ours.getPrivate(), kid, claims)),
            Map.entry("more roles than were signed", withRoles(person.accessToken())),
            Map.entry("not signed, of our id", Jwt.signedAs("none", kid, "", claims) + "."),
            Map.entry("not signed, in other letters", Jwt.signedAs("nOnE", kid, "", claims) + "."),
            Map.entry(
                "a key that it brings along",
                Jwt.rs256(
                    foreign.getPrivate(),
                    kid + "\",\"jwk\":{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"},\"x\":\"",
                    claims)),
            Map.entry(
                "a key that it points to",
                Jwt.rs256(
                    foreign.getPrivate(),
                    kid + "\",\"jku\":\"http://127.0.0.1:1/keys\",\"x5u\":\"http://127.0.0.1:1/c",
                    claims)),
            Map.entry(
                "a key that is a path",
                Jwt.rs256(foreign.getPrivate(), "../../../../dev/null", claims)),
            Map.entry("claims that are no JSON", Jwt.rs256(ours.getPrivate(), oldKid, "claims")),
            Map.entry("claims that are a list", Jwt.rs256(ours.getPrivate(), oldKid, "[]")),
            Map.entry("cut", person.accessToken().substring(0, person.accessToken().length() - 20)),
            Map.entry("changed", changed(person.accessToken())),
            Map.entry("garbled", "garbage"),
            Map.entry("dots", ".."),
            Map.entry("long", "a".repeat(5_000)),
            Map.entry("refresh token", person.refreshToken()));
    bad.forEach(
        (what, token) -> {
          for (String path : List.of("/api/v1/wallets", "/api/v1/transfers")) {
            Response answer = with(Api.wrongCall(), token).get(path);
            assertThat(answer.statusCode()).as(what).isEqualTo(401);
            Api.refused(answer, 401, "unauthenticated");
            assertThat(answer.header("WWW-Authenticate")).as(what).startsWith("Bearer");
          }
        });
  }

  @Test
  void thatAreHugeOpenNoDoorAndHurtNobody() {
    Person person = Person.fromTelegram();
    for (int length : new int[] {7_000, 70_000, 700_000}) {
      assertThat(statusOf("e".repeat(length) + "." + "e".repeat(100) + ".e"))
          .as("%d", length)
          .isIn(length < LONGEST_HEADERS ? List.of(400, 401) : List.of(HUNG_UP, 400, 413, 431));
    }
    person.call().get("/api/v1/wallets").then().statusCode(200);
  }

  /** The server need not read on what it refuses: whether the answer arrives is chance. */
  private static int statusOf(String token) {
    try {
      return with(Api.plain(), token).get("/api/v1/wallets").statusCode();
    } catch (Exception thrownByTheClientUndeclared) {
      assertThat(thrownByTheClientUndeclared).isInstanceOf(IOException.class);
      return HUNG_UP;
    }
  }

  @Test
  void areNeeded() {
    for (String path :
        List.of(
            "/api/v1/wallets",
            "/api/v1/transfers",
            "/api/v1/wallets/" + UUID.randomUUID(),
            "/api/v1/wallets/" + UUID.randomUUID() + "/balance",
            "/api/v1/wallets/" + UUID.randomUUID() + "/entries",
            "/api/v1/transfers/" + UUID.randomUUID())) {
      Response answer = Api.wrongCall().get(path);
      Api.refused(answer, 401, "unauthenticated");
      assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }
    Api.refused(Api.wrongCall().body("{}").post("/api/v1/transfers"), 401, "unauthenticated");
    Api.refused(Api.wrongCall().body("{}").post("/api/v1/wallets"), 401, "unauthenticated");
  }

  private static Instant soon() {
    return Instant.now().plusSeconds(600);
  }

  private static RequestSpecification with(RequestSpecification request, String token) {
    return request.header("Authorization", "Bearer " + token);
  }

  private static String withRoles(String token) {
    String[] parts = token.split("\\.", -1);
    String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    return parts[0]
        + "."
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                claims
                    .replace("[\"USER\"]", "[\"USER\",\"ADMIN\"]")
                    .getBytes(StandardCharsets.UTF_8))
        + "."
        + parts[2];
  }

  private static String changed(String token) {
    int at = token.length() - 40;
    char other = token.charAt(at) == 'A' ? 'B' : 'A';
    return token.substring(0, at) + other + token.substring(at + 1);
  }

  private static String keyId(String token) {
    return new JsonPath(Jwt.header(token)).getString("kid");
  }

  private static List<Map<String, String>> keys() {
    Response answer = Api.call().get("/.well-known/jwks.json");
    answer.then().statusCode(200);
    List<Map<String, String>> keys = answer.path("keys");
    assertThat(keys)
        .hasSize(2)
        .allSatisfy(key -> assertThat(key).doesNotContainKeys("d", "p", "q"));
    return keys;
  }

  private static Map<String, String> publishedKey(String keyId) {
    return keys().stream().filter(key -> keyId.equals(key.get("kid"))).findFirst().orElseThrow();
  }

  private static PublicKey publicKey(Map<String, String> key) throws GeneralSecurityException {
    return KeyFactory.getInstance("RSA")
        .generatePublic(new RSAPublicKeySpec(number(key.get("n")), number(key.get("e"))));
  }

  private static BigInteger number(String base64) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(base64));
  }
}
