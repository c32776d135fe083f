package org.dompet.outbound;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;

/**
 * An address on the internet that a person gave us, resolved and looked at: nobody makes us call
 * our own network, this machine, or what a cloud tells its machines. What is called later is the
 * very address that was looked at: a name that resolves to another one by then changes nothing.
 *
 * <p>Only HTTPS, only to names, and to no other port than 443 and those from 1024 on. Redirects are
 * for whoever speaks HTTP over {@link #connect} not to follow.
 */
public final class PublicAddress {
  private static final int HTTPS = 443;
  private static final int LONGEST = 2_000;

  /** A name with a dot and a top-level domain of letters: no number in any disguise. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+([a-z]{2,63}|xn--[a-z0-9-]{2,59})",
          Pattern.CASE_INSENSITIVE);

  /** Names that are for networks of one's own. */
  private static final Pattern PRIVATE_NAME =
      Pattern.compile(
          "(.*\\.)?(local|localhost|localdomain|internal|intranet|lan|home|corp|private|test|example"
              + "|invalid|onion|home\\.arpa)",
          Pattern.CASE_INSENSITIVE);

  private static final List<Block> NOT_PUBLIC =
      List.of(
          Block.of("0.0.0.0", 8), // this network
          Block.of("10.0.0.0", 8),
          Block.of("100.64.0.0", 10), // carriers' own
          Block.of("127.0.0.0", 8),
          Block.of("169.254.0.0", 16), // link-local: clouds' metadata
          Block.of("172.16.0.0", 12),
          Block.of("192.0.0.0", 24),
          Block.of("192.0.2.0", 24),
          Block.of("192.88.99.0", 24), // 6to4 relays
          Block.of("192.168.0.0", 16),
          Block.of("198.18.0.0", 15),
          Block.of("198.51.100.0", 24),
          Block.of("203.0.113.0", 24),
          Block.of("224.0.0.0", 3)); // multicast, reserved, broadcast

  /** What is public of IPv6, and what of that is not, or holds an IPv4 address. */
  private static final Block GLOBAL = Block.of("2000::", 3);

  private static final List<Block> NOT_PUBLIC_6 =
      List.of(
          Block.of("2001::", 23), // Teredo, benchmarks, ORCHID
          Block.of("2001:db8::", 32),
          Block.of("2002::", 16), // 6to4
          Block.of("3fff::", 20),
          Block.of("2620:4f:8000::", 48));

  /** Finds the addresses of a name. */
  @FunctionalInterface
  interface Names {
    InetAddress[] resolve(String name) throws UnknownHostException;
  }

  private final URI uri;
  private final InetAddress address;

  private PublicAddress(URI uri, InetAddress address) {
    this.uri = uri;
    this.address = address;
  }

  /**
   * Looks at it. May ask the network for the name: never within a transaction.
   *
   * @param field where it was given, for the refusal
   * @throws Refusal {@link Kind#INVALID_REQUEST} naming the field; it does not say what the name
   *     resolves to
   */
  public static PublicAddress of(String field, String text) {
    return of(field, text, InetAddress::getAllByName);
  }

  static PublicAddress of(String field, String text, Names names) {
    URI uri = parse(field, text);
    try {
      InetAddress[] found = names.resolve(uri.getHost());
      // One that is not public among them: whoever picks may pick that one.
      if (found.length > 0 && Arrays.stream(found).allMatch(PublicAddress::isPublic)) {
        return new PublicAddress(uri, found[0]);
      }
    } catch (UnknownHostException unknown) {
      // Refused in the same words: what exists within a network is nobody's to find out.
    }
    throw Refusal.of(Kind.INVALID_REQUEST, field, "is not the address of a public server");
  }

  private static URI parse(String field, String text) {
    try {
      URI uri = text.length() > LONGEST ? null : new URI(text);
      if (uri != null
          && "https".equalsIgnoreCase(uri.getScheme())
          && uri.getUserInfo() == null
          && uri.getFragment() == null
          && uri.getHost() != null
          && NAME.matcher(uri.getHost()).matches()
          && !PRIVATE_NAME.matcher(uri.getHost()).matches()
          && (uri.getPort() == -1 || uri.getPort() == HTTPS || uri.getPort() >= 1024)) {
        return uri;
      }
    } catch (URISyntaxException unreadable) {
      // Refused below.
    }
    throw Refusal.of(
        Kind.INVALID_REQUEST, field, "is not an address like https://example.com/path");
  }

  /** True if it is the address of one machine on the internet. */
  static boolean isPublic(InetAddress address) {
    if (address instanceof Inet4Address) {
      return NOT_PUBLIC.stream().noneMatch(block -> block.contains(address));
    }
    // Mapped and compatible ones are Inet4Address, or outside of what is global.
    return address instanceof Inet6Address
        && GLOBAL.contains(address)
        && NOT_PUBLIC_6.stream().noneMatch(block -> block.contains(address));
  }

  /** What was asked for. */
  public URI uri() {
    return uri;
  }

  /** What is called. */
  InetAddress address() {
    return address;
  }

  /**
   * A connection to the address that was looked at, encrypted, to whoever proves to be the name.
   *
   * @param patience for connecting, and then for each read
   */
  public Socket connect(Duration patience) throws IOException {
    int millis = Math.toIntExact(patience.toMillis());
    int port = uri.getPort() == -1 ? HTTPS : uri.getPort();
    Socket plain = new Socket();
    try {
      plain.connect(new InetSocketAddress(address, port), millis);
      plain.setSoTimeout(millis);
      SSLSocket secure =
          (SSLSocket)
              ((SSLSocketFactory) SSLSocketFactory.getDefault())
                  .createSocket(plain, uri.getHost(), port, true);
      SSLParameters parameters = secure.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secure.setSSLParameters(parameters);
      secure.startHandshake();
      return secure;
    } catch (IOException failed) {
      plain.close();
      throw failed;
    }
  }

  /** Addresses that begin alike. */
  private record Block(InetAddress start, int bits) {
    static Block of(String start, int bits) {
      try {
        return new Block(InetAddress.getByName(start), bits);
      } catch (UnknownHostException impossible) {
        throw new IllegalArgumentException(impossible);
      }
    }

    boolean contains(InetAddress address) {
      byte[] first = start.getAddress();
      byte[] bytes = address.getAddress();
      if (bytes.length != first.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((bytes[bit / 8] & mask) != (first[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }
}
