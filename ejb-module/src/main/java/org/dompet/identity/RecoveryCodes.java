package org.dompet.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/** Codes for when the authenticator is lost: 80 random bits, written in four groups. */
final class RecoveryCodes {
  /** How many somebody is given. */
  static final int COUNT = 10;

  private static final int BYTES = 10;
  private static final int LETTERS = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private RecoveryCodes() {}

  static List<String> fresh() {
    return Stream.generate(RecoveryCodes::one).limit(COUNT).toList();
  }

  /** Whether a text has the form of one; blanks, hyphens and small letters are the typist's. */
  static boolean isOne(String text) {
    return letters(text).matches("[A-Z2-7]{" + LETTERS + "}");
  }

  /** As it is kept: of this user alone. So many bits need no slow hash. */
  static byte[] hash(UUID userId, String code) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest((userId + ":" + letters(code)).getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String one() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    String text = Totp.base32(bytes);
    return String.join(
        "-",
        text.substring(0, 4),
        text.substring(4, 8),
        text.substring(8, 12),
        text.substring(12, LETTERS));
  }

  private static String letters(String text) {
    return text.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
  }
}
