package org.dompet.web.http;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.dompet.testing.TestDatabase;
import org.dompet.web.server.TestServer;

/** What somebody has on their telephone: RFC 6238 as others implement it. */
final class Authenticator {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private final byte[] secret;

  private Authenticator(byte[] secret) {
    this.secret = secret;
  }

  static Authenticator of(String base32) {
    ByteBuffer bytes = ByteBuffer.allocate(base32.length() * 5 / 8);
    long held = 0;
    int bits = 0;
    for (int i = 0; i < base32.length(); i++) {
      held = (held << 5) | BASE32.indexOf(base32.charAt(i));
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.put((byte) (held >> bits));
      }
    }
    return new Authenticator(bytes.array());
  }

  byte[] secret() {
    return secret.clone();
  }

  /** The code that it shows now. */
  String code() {
    return code(0);
  }

  /** The code that it shows some half-minutes from now. */
  String code(int later) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret, "HmacSHA1"));
      long step = Instant.now().getEpochSecond() / 30 + later;
      byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
      int number = ByteBuffer.wrap(hash).getInt(hash[19] & 15) & 0x7fffffff;
      return "%06d".formatted(number % 1_000_000);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** As if half an hour had passed: the codes of now are good again. */
  static void forgetCodes(UUID userId) {
    TestDatabase.execute(
        TestServer.running().database().owner(),
        "update second_factor set last_step = 0 where user_id = '" + userId + "'");
  }
}
