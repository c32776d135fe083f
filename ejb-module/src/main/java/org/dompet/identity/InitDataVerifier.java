package org.dompet.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.dompet.configuration.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Proves that initData comes from Telegram: by the bot's own token (HMAC, {@code hash}), or by
 * Telegram's public key (Ed25519, {@code signature}), which binds it to the bot's id.
 */
@ApplicationScoped
class InitDataVerifier {
  private static final JsonReaderFactory JSON = Json.createReaderFactory(Map.of());
  private static final Duration SKEW = Duration.ofSeconds(60);
  private static final int LONGEST_NAME = 200;

  private TelegramSettings settings;
  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected InitDataVerifier() {}

  @Inject
  InitDataVerifier(TelegramSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  boolean isConfigured() {
    return !settings.botTokens().isEmpty();
  }

  /**
   * Checks the proof first, and only then reads what is proven.
   *
   * @throws InitData.Malformed naming, for the audit log alone, what did not hold
   */
  TelegramUser verify(String raw) throws InitData.Malformed {
    InitData data = InitData.parse(raw);
    if (!isSignedByBot(data) && !isSignedByTelegram(data)) {
      throw new InitData.Malformed("signature");
    }
    checkAge(data.get("auth_date"));
    return readUser(data.get("user"));
  }

  /** {@code signature} stays in the check string; only {@code hash} is taken out. */
  private boolean isSignedByBot(InitData data) {
    String hash = data.get("hash");
    if (hash == null) {
      return false;
    }
    byte[] claimed;
    try {
      claimed = HexFormat.of().parseHex(hash);
    } catch (IllegalArgumentException notHex) {
      return false;
    }
    byte[] text = data.checkString(Set.of("hash")).getBytes(StandardCharsets.UTF_8);
    boolean good = false;
    for (Secret token : settings.botTokens()) {
      byte[] secret = hmac("WebAppData".getBytes(StandardCharsets.UTF_8), token.bytes());
      good |= MessageDigest.isEqual(hmac(secret, text), claimed);
    }
    return good;
  }

  private boolean isSignedByTelegram(InitData data) {
    String signature = data.get("signature");
    if (signature == null) {
      return false;
    }
    byte[] claimed;
    try {
      claimed = Base64.getUrlDecoder().decode(signature);
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
    String fields = data.checkString(Set.of("hash", "signature"));
    return settings.botTokens().stream()
        .map(Secret::reveal)
        .map(token -> token.substring(0, token.indexOf(':')))
        .anyMatch(bot -> verifies(bot + ":WebAppData\n" + fields, claimed));
  }

  private boolean verifies(String text, byte[] claimed) {
    try {
      Signature ed25519 = Signature.getInstance("Ed25519");
      ed25519.initVerify(
          KeyFactory.getInstance("Ed25519")
              .generatePublic(publicKey(settings.signatureKey().hex())));
      ed25519.update(text.getBytes(StandardCharsets.UTF_8));
      return ed25519.verify(claimed);
    } catch (GeneralSecurityException notASignature) {
      return false;
    }
  }

  /** RFC 8032, 5.1.2: 32 bytes, little endian; the highest bit is the sign of x. */
  private static EdECPublicKeySpec publicKey(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    byte[] bigEndian = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      bigEndian[i] = bytes[bytes.length - 1 - i];
    }
    boolean odd = (bigEndian[0] & 0x80) != 0;
    bigEndian[0] &= 0x7f;
    return new EdECPublicKeySpec(
        NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, bigEndian)));
  }

  private static byte[] hmac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void checkAge(@Nullable String authDate) throws InitData.Malformed {
    if (authDate == null || !authDate.matches("[0-9]{1,12}")) {
      throw new InitData.Malformed("auth_date is not a number");
    }
    Instant signed = Instant.ofEpochSecond(Long.parseLong(authDate));
    Instant now = clock.instant();
    if (signed.isBefore(now.minus(settings.maxAge()))) {
      throw new InitData.Malformed("too old");
    }
    if (signed.isAfter(now.plus(SKEW))) {
      throw new InitData.Malformed("from the future");
    }
  }

  private static TelegramUser readUser(@Nullable String json) throws InitData.Malformed {
    if (json == null) {
      throw new InitData.Malformed("no user");
    }
    try (JsonReader reader = JSON.createReader(new StringReader(json))) {
      JsonObject user = reader.readObject();
      if (!(user.get("id") instanceof JsonNumber id)
          || !id.isIntegral()
          || id.longValueExact() <= 0) {
        throw new InitData.Malformed("user id");
      }
      String name =
          Stream.of(text(user, "first_name"), text(user, "last_name"))
              .filter(part -> part != null && !part.isBlank())
              .collect(Collectors.joining(" "));
      String username = text(user, "username");
      String shown = name.isBlank() ? (username == null ? "Telegram " + id : username) : name;
      return new TelegramUser(
          id.longValueExact(),
          username == null || username.isBlank() ? null : username,
          shown.length() > LONGEST_NAME ? shown.substring(0, LONGEST_NAME) : shown,
          text(user, "language_code"));
    } catch (JsonException | ArithmeticException notAUser) {
      throw new InitData.Malformed("user");
    }
  }

  private static @Nullable String text(JsonObject user, String name) {
    // PostgreSQL's text holds no NUL.
    return user.get(name) instanceof JsonString text ? text.getString().replace("\0", "") : null;
  }
}
