package org.dompet.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Signs access tokens: JWT (RFC 7519) with RS256. MicroProfile JWT verifies them; what it needs to
 * know comes from {@link JwtConfigSource}.
 */
@ApplicationScoped
public class AccessTokens {
  /** How long a token is good for. */
  public static final Duration LIFETIME = Duration.ofMinutes(15);

  /** Who our tokens are for, and whose alone we take: tokens of another service's are not ours. */
  static final String AUDIENCE = "dompet-api";

  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  private final @Nullable JwtKeys keys;
  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected AccessTokens() {
    keys = null;
  }

  @Inject
  AccessTokens(Clock clock) {
    String files = JwtConfigSource.setting("dompet.jwt.keys");
    if (files == null) {
      throw new IllegalArgumentException(
          "dompet.jwt.keys is not set: it names the files of the keys that sign access tokens");
    }
    this.keys = JwtKeys.read(files);
    this.clock = clock;
  }

  /**
   * Signs one.
   *
   * @param user with the roles that the session carries
   * @param session what it is part of, and ends with
   */
  String issue(Profile user, UUID session) {
    JsonArrayBuilder groups = JSON.createArrayBuilder();
    user.roles().forEach(role -> groups.add(role.name()));
    long now = clock.instant().getEpochSecond();
    JsonObject header =
        JSON.createObjectBuilder()
            .add("alg", "RS256")
            .add("typ", "JWT")
            .add("kid", keys().signing().id())
            .build();
    JsonObject claims =
        JSON.createObjectBuilder()
            .add("iss", JwtConfigSource.issuer())
            .add("aud", AUDIENCE)
            .add("sub", user.id().toString())
            .add("upn", user.id().toString())
            .add("groups", groups)
            .add("iat", now)
            .add("exp", now + LIFETIME.toSeconds())
            .add("sid", session.toString())
            .add("jti", UUID.randomUUID().toString())
            .build();
    String content = base64(header.toString()) + "." + base64(claims.toString());
    try {
      Signature rs256 = Signature.getInstance("SHA256withRSA");
      rs256.initSign(keys().signing().secret());
      rs256.update(content.getBytes(StandardCharsets.US_ASCII));
      return content + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(rs256.sign());
    } catch (GeneralSecurityException failed) {
      throw new IllegalStateException("The signing key could not sign", failed);
    }
  }

  /** The keys to verify with, for others: {@code /.well-known/jwks.json}. */
  public String jwks() {
    return keys().jwks();
  }

  private JwtKeys keys() {
    if (keys == null) {
      throw new IllegalStateException("Only the container's proxy has no keys");
    }
    return keys;
  }

  private static String base64(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
