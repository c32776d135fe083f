package org.dompet.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.dompet.server.place.CannotRun;
import org.dompet.server.place.ExitCode;
import org.dompet.server.place.Reason;

/** Where the server listens. */
record HttpAddress(String host, int port) {

  /** Finds out before minutes of work whether the port can be had. */
  void requireFree() {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
    } catch (IOException e) {
      throw new CannotRun(
          ExitCode.MACHINE,
          "cannot listen on " + host + ":" + port + " (" + Reason.of(e) + "): choose with --port.",
          e);
    }
  }

  /** For people and for our own questions: an address that listens everywhere is localhost too. */
  URI url() {
    boolean local = host.equals("127.0.0.1") || host.equals("0.0.0.0") || host.equals("localhost");
    return URI.create("http://" + (local ? "localhost" : host) + ":" + port);
  }
}
