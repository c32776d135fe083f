package org.dompet.web.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Access tokens of one's own making. */
final class Jwt {
  private Jwt() {}

  /** The claims of a good token. */
  static String claims(UUID userId, Instant expires) {
    return """
    {"iss":"dompet","aud":"dompet-api","sub":"%s","upn":"%s","groups":["USER"],"iat":%d,"exp":%d,"jti":"%s","sid":"%s"}"""
        .formatted(
            userId,
            userId,
            expires.getEpochSecond() - 900,
            expires.getEpochSecond(),
            UUID.randomUUID(),
            UUID.randomUUID());
  }

  static String rs256(PrivateKey key, String keyId, String claims) {
    try {
      String content =
          content("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"" + keyId + "\"}", claims);
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(content.getBytes(StandardCharsets.US_ASCII));
      return content + "." + base64(signature.sign());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Signed with the bytes of a public key as if they were a secret: the classic confusion. */
  static String hs256(Key publicKey, String keyId, String claims) {
    try {
      String content =
          content("{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"" + keyId + "\"}", claims);
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(publicKey.getEncoded(), "HmacSHA256"));
      return content + "." + base64(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Not signed, and saying so. */
  static String unsigned(String claims) {
    return content("{\"alg\":\"none\",\"typ\":\"JWT\"}", claims) + ".";
  }

  /** With any header and any signature. */
  static String signedAs(String algorithm, String keyId, String signature, String claims) {
    return content(
            "{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\",\"kid\":\"" + keyId + "\"}", claims)
        + signature;
  }

  static String header(String token) {
    return decode(token.split("\\.", -1)[0]);
  }

  private static String content(String header, String claims) {
    return base64(header.getBytes(StandardCharsets.UTF_8))
        + "."
        + base64(claims.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String decode(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }
}
