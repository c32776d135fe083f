package org.dompet.broker;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;
import org.jspecify.annotations.Nullable;

/**
 * The embedded broker's guard: one account that may do everything, and nobody else, in this JVM or
 * over TCP. There are no roles because there is no second user.
 */
final class OneAccount implements ActiveMQSecurityManager {
  private final byte[] user;
  private final byte[] password;

  OneAccount(String user, String password) {
    this.user = bytes(user);
    this.password = bytes(password);
  }

  /** 256 random bits in hex: for a secret that only this JVM needs to know. */
  static String randomPassword() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public boolean validateUser(@Nullable String givenUser, @Nullable String givenPassword) {
    // Both are compared, always, and in constant time: an answer's delay tells nothing.
    boolean sameUser = MessageDigest.isEqual(user, bytes(givenUser));
    boolean samePassword = MessageDigest.isEqual(password, bytes(givenPassword));
    return sameUser && samePassword;
  }

  @Override
  public boolean validateUserAndRole(
      @Nullable String givenUser,
      @Nullable String givenPassword,
      Set<Role> roles,
      CheckType checkType) {
    return validateUser(givenUser, givenPassword);
  }

  private static byte[] bytes(@Nullable String text) {
    return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
  }
}
