package org.dompet.identity;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Time-based one-time passwords as every authenticator makes them: RFC 6238 with HMAC-SHA-1, six
 * digits and half a minute.
 */
final class Totp {
  /** Bytes of a secret, as RFC 4226 recommends. */
  static final int SECRET_BYTES = 20;

  static final int DIGITS = 6;
  static final int STEP_SECONDS = 30;

  /** Clocks differ, and typing takes time: the code before and the code after are good too. */
  private static final int TOLERANCE = 1;

  private static final int MODULUS = 1_000_000;
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final SecureRandom RANDOM = new SecureRandom();

  private Totp() {}

  static byte[] newSecret() {
    byte[] secret = new byte[SECRET_BYTES];
    RANDOM.nextBytes(secret);
    return secret;
  }

  /** The number of the half-minute that a moment is in. */
  static long step(Instant moment) {
    return Math.floorDiv(moment.getEpochSecond(), STEP_SECONDS);
  }

  /** The code of a half-minute. */
  static String code(byte[] secret, long step) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret, "HmacSHA1"));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      int offset = hash[hash.length - 1] & 0xf;
      int number = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
      return "%06d".formatted(number % MODULUS);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The half-minute whose code this is, of the present one and its neighbours. */
  static OptionalLong match(byte[] secret, String code, Instant now) {
    OptionalLong found = OptionalLong.empty();
    byte[] given = code.getBytes(StandardCharsets.UTF_8);
    // All are compared, whichever fits: how long it takes tells nothing.
    for (long step = step(now) - TOLERANCE; step <= step(now) + TOLERANCE; step++) {
      byte[] good = code(secret, step).getBytes(StandardCharsets.UTF_8);
      if (MessageDigest.isEqual(good, given) && found.isEmpty()) {
        found = OptionalLong.of(step);
      }
    }
    return found;
  }

  /** What an authenticator takes, scanned or typed: {@code otpauth://totp/…}. */
  static String uri(String issuer, String account, byte[] secret) {
    return "otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=%d&period=%d"
        .formatted(
            encode(issuer), encode(account), base32(secret), encode(issuer), DIGITS, STEP_SECONDS);
  }

  /** Base 32 of RFC 4648, without padding. */
  static String base32(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int bits = 0;
    int held = 0;
    for (byte next : bytes) {
      bits = (bits << Byte.SIZE) | (next & 0xff);
      held += Byte.SIZE;
      while (held >= 5) {
        held -= 5;
        text.append(BASE32.charAt((bits >> held) & 0x1f));
      }
    }
    if (held > 0) {
      text.append(BASE32.charAt((bits << (5 - held)) & 0x1f));
    }
    return text.toString();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
