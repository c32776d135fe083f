package org.dompet.identity;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of an address that one client has to itself: all of an IPv4 address, the first 64 bits
 * of IPv6, whose rest a client chooses as it likes.
 */
public final class ClientNetwork {
  private static final String UNKNOWN = "unknown";
  private static final int PREFIX_BYTES = 8;
  private static final int LONGEST = 45;
  private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F:.]{2," + LONGEST + "}");

  private ClientNetwork() {}

  /** The network of an address; of anything else, what it says, shortened. */
  public static String of(@Nullable String address) {
    if (address == null || address.isBlank()) {
      return UNKNOWN;
    }
    // A name must not be looked up: only what is written like an address is one.
    if (!ADDRESS.matcher(address).matches()) {
      return address.length() <= LONGEST ? address : address.substring(0, LONGEST);
    }
    try {
      InetAddress parsed = InetAddress.getByName(address);
      if (!(parsed instanceof Inet6Address)) {
        return parsed.getHostAddress();
      }
      byte[] prefix = Arrays.copyOf(parsed.getAddress(), PREFIX_BYTES);
      byte[] whole = Arrays.copyOf(prefix, parsed.getAddress().length);
      return InetAddress.getByAddress(whole).getHostAddress() + "/64";
    } catch (UnknownHostException notOne) {
      return address;
    }
  }
}
