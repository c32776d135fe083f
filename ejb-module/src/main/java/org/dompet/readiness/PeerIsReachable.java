package org.dompet.readiness;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Somebody else's server takes connections. Nothing is said to it: it costs neither of the two
 * anything, and needs no key.
 */
final class PeerIsReachable implements Check {
  private static final int PATIENCE_MILLIS = 1_000;
  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  private final String name;
  private final @Nullable InetSocketAddress unresolved;

  private PeerIsReachable(String name, @Nullable InetSocketAddress unresolved) {
    this.name = name;
    this.unresolved = unresolved;
  }

  /**
   * One with a URL, whose path may be a secret and is never shown.
   *
   * @param url empty if it is not configured
   */
  static PeerIsReachable at(String name, Optional<URI> url) {
    return new PeerIsReachable(
        name,
        url.filter(address -> address.getHost() != null)
            .map(address -> InetSocketAddress.createUnresolved(address.getHost(), port(address)))
            .orElse(null));
  }

  /**
   * One with a host and a port.
   *
   * @param host empty if it is not configured
   */
  static PeerIsReachable at(String name, Optional<String> host, int port) {
    return new PeerIsReachable(
        name, host.map(known -> InetSocketAddress.createUnresolved(known, port)).orElse(null));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String proves() {
    return "The server of " + name + " takes connections.";
  }

  /** A warning if it is not configured: then it is off. */
  @Override
  public Verdict look() {
    if (unresolved == null) {
      return Verdict.warn("not configured");
    }
    String address = unresolved.getHostString() + ":" + unresolved.getPort();
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(unresolved.getHostString(), unresolved.getPort()), PATIENCE_MILLIS);
      return Verdict.pass(address);
    } catch (IOException away) {
      return Verdict.fail(address + " (" + Reason.of(away) + ")");
    }
  }

  private static int port(URI url) {
    if (url.getPort() > 0) {
      return url.getPort();
    }
    return "http".equals(url.getScheme()) ? HTTP : HTTPS;
  }
}
