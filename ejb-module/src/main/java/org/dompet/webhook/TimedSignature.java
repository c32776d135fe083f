package org.dompet.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.dompet.configuration.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A header such as {@code t=1700000000,v1=5257a8…}: an HMAC-SHA256 over the time, a full stop and
 * the body. Several signatures in it, and several secrets of ours, are good: that is how a secret
 * is replaced.
 *
 * @param time in seconds, as it was written: that is what is signed
 */
record TimedSignature(String time, List<byte[]> signatures) {
  private static final int LONGEST = 2_000;
  private static final int MOST_SIGNATURES = 10;
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

  /**
   * Reads a header.
   *
   * @param scheme the name of the signatures that count: {@code v1}
   * @return null if it has not exactly one time and at least one signature
   */
  static @Nullable TimedSignature parse(@Nullable String header, String scheme) {
    if (header == null || header.length() > LONGEST) {
      return null;
    }
    String time = null;
    List<byte[]> signatures = new ArrayList<>();
    for (String part : header.split(",", -1)) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? "" : part.substring(0, equals).strip();
      String value = part.substring(equals + 1).strip();
      if (name.equals("t")) {
        if (time != null || !SECONDS.matcher(value).matches()) {
          return null;
        }
        time = value;
      } else if (name.equals(scheme) && SHA256.matcher(value).matches()) {
        signatures.add(HexFormat.of().parseHex(value));
      }
    }
    return time == null || signatures.isEmpty() || signatures.size() > MOST_SIGNATURES
        ? null
        : new TimedSignature(time, signatures);
  }

  /** Whether the time is no further from now than the tolerance, before or after. */
  boolean isTimely(Instant now, Duration tolerance) {
    Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), now).abs();
    return age.compareTo(tolerance) <= 0;
  }

  /** Compares everything with everything, in constant time, whatever has matched so far. */
  boolean isOver(byte[] body, List<Secret> secrets) {
    boolean good = false;
    for (Secret secret : secrets) {
      byte[] expected = hmac(secret, body);
      for (byte[] signature : signatures) {
        good |= MessageDigest.isEqual(expected, signature);
      }
    }
    return good;
  }

  private byte[] hmac(Secret secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.bytes(), "HmacSHA256"));
      mac.update(time.getBytes(StandardCharsets.US_ASCII));
      mac.update((byte) '.');
      return mac.doFinal(body);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
