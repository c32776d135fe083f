package org.dompet.server.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;

/** Loopback ports for PostgreSQL. */
final class Ports {

  private Ports() {}

  /** The previous port if it is free, so that an operator's tools find it again; else any. */
  static int stable(Optional<Integer> previous) {
    return previous.filter(Ports::isFree).orElseGet(() -> bind(0));
  }

  private static boolean isFree(int port) {
    try {
      return bind(port) == port;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private static int bind(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
