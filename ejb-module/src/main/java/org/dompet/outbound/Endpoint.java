package org.dompet.outbound;

import java.net.URI;
import java.util.Set;

/** The address of another server as an operator configures it. It may be within their network. */
public final class Endpoint {
  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

  private Endpoint() {}

  /**
   * HTTPS; in the clear only to this machine.
   *
   * @param key the setting that names it
   * @throws IllegalArgumentException naming the key, never the address: there may be a secret in it
   */
  public static URI require(String key, URI address) {
    if (!isSafe(address)) {
      throw new IllegalArgumentException(
          key + " must be an https address, without a user's name in it");
    }
    return address;
  }

  /** True if what is said there stays between us and them. */
  public static boolean isSafe(URI address) {
    if (address.getHost() == null || address.getUserInfo() != null) {
      return false;
    }
    return "https".equals(address.getScheme())
        || ("http".equals(address.getScheme()) && THIS_MACHINE.contains(address.getHost()));
  }
}
