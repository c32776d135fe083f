package org.dompet.identity;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/** Passwords as bcrypt hashes; longer ones than bcrypt's 72 bytes are hashed first, not cut. */
final class Passwords {
  private static final int COST = 12;
  private static final int SHORTEST = 12;
  private static final int LONGEST = 200;
  private static final BCrypt.Version VERSION = BCrypt.Version.VERSION_2A;

  /** Of nobody's password: a sign-in for an unknown address takes as long as for a known one. */
  private static final String NOBODY = hash("nobody has this password");

  private Passwords() {}

  static String hashNew(String password) {
    if (password.length() < SHORTEST || password.length() > LONGEST) {
      throw Refusal.of(
          Kind.INVALID_REQUEST,
          "password",
          "must have " + SHORTEST + " to " + LONGEST + " characters");
    }
    return hash(password);
  }

  static boolean matches(String password, @Nullable String hash) {
    boolean verified =
        BCrypt.verifyer(VERSION, LongPasswordStrategies.hashSha512(VERSION))
            .verify(password.toCharArray(), hash == null ? NOBODY : hash)
            .verified;
    return verified && hash != null;
  }

  private static String hash(String password) {
    return BCrypt.with(LongPasswordStrategies.hashSha512(VERSION))
        .hashToString(COST, password.toCharArray());
  }
}
