package org.dompet.server.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * TCP connections from a port of its own to another, which can be cut, or go dead: then both ends
 * still stand, and what is said stays on the way.
 */
final class Wire implements AutoCloseable {
  private final ServerSocket door;
  private final int target;
  private final Set<Socket> sockets = new HashSet<>();
  private byte[] lastWords = new byte[0];
  private boolean dead;
  private boolean mute;
  private boolean broken;

  private Wire(int target) throws IOException {
    this.target = target;
    this.door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    background(this::accept);
  }

  static Wire to(int port) {
    try {
      return new Wire(port);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  int port() {
    return door.getLocalPort();
  }

  /** From now on nothing arrives, in either direction. */
  synchronized void goDead() {
    dead = true;
  }

  /** Delivers what contains the text (in UTF-16), and from then on no answer. */
  synchronized void goMuteAfter(String text) {
    lastWords = text.getBytes(StandardCharsets.UTF_16LE);
  }

  /** Ends every connection, and takes no more. */
  synchronized void cut() throws IOException {
    broken = true;
    for (Socket socket : Set.copyOf(sockets)) {
      socket.close();
    }
    sockets.clear();
    notifyAll();
  }

  /** Ends every connection; new ones are as good as ever. */
  synchronized void mend() throws IOException {
    cut();
    broken = false;
    dead = false;
    mute = false;
    lastWords = new byte[0];
  }

  synchronized void mendIfBroken() throws IOException {
    if (broken || dead || mute || lastWords.length > 0) {
      mend();
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    cut();
  }

  private void accept() throws IOException {
    while (true) {
      connect(door.accept());
    }
  }

  private synchronized void connect(Socket client) throws IOException {
    if (broken) {
      client.close();
      return;
    }
    sockets.add(client);
    try {
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.add(server);
      background(() -> carry(client, server, false));
      background(() -> carry(server, client, true));
    } catch (IOException refused) {
      client.close();
    }
  }

  private void carry(Socket from, Socket to, boolean answers) throws IOException {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] chunk = new byte[65_536];
      for (int length = in.read(chunk); length > 0; length = in.read(chunk)) {
        mayPass(from, chunk, length, answers);
        out.write(chunk, 0, length);
      }
    }
  }

  /** Waits while the wire is dead; if it is cut meanwhile, what waited never arrives. */
  private synchronized void mayPass(Socket from, byte[] chunk, int length, boolean answer)
      throws IOException {
    while (sockets.contains(from) && (dead || (mute && answer))) {
      try {
        wait();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new IOException(stopped);
      }
    }
    if (!sockets.contains(from)) {
      throw new IOException("cut");
    }
    mute |= !answer && lastWords.length > 0 && contains(chunk, length, lastWords);
  }

  private static boolean contains(byte[] chunk, int length, byte[] part) {
    for (int start = 0; start + part.length <= length; start++) {
      int same = 0;
      while (same < part.length && chunk[start + same] == part[same]) {
        same++;
      }
      if (same == part.length) {
        return true;
      }
    }
    return false;
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void background(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException ended) {
                // One end has gone, as ends do here.
              }
            },
            "wire");
    thread.setDaemon(true);
    thread.start();
  }
}
