package org.dompet.ear;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A hundred ports for one domain. The first of them is held as long as the domain is used, so that
 * checks running side by side choose others; the rest were free when chosen.
 */
final class Ports implements AutoCloseable {
  /** Below the ports that systems give to clients. */
  private static final int FIRST = 20_000;

  private static final int BLOCKS = 120;
  private static final int BLOCK = 100;

  /** What {@code asadmin create-domain --portbase} adds for each of its ports. */
  private static final int[] OFFSETS = {9, 37, 38, 39, 48, 49, 59, 66, 76, 80, 81, 86};

  private final ServerSocket claim;

  private Ports(ServerSocket claim) {
    this.claim = claim;
  }

  static Ports claim() {
    int start = ThreadLocalRandom.current().nextInt(BLOCKS);
    for (int i = 0; i < BLOCKS; i++) {
      int base = FIRST + (start + i) % BLOCKS * BLOCK;
      try {
        ServerSocket claim = listen(base);
        if (areFree(base)) {
          return new Ports(claim);
        }
        claim.close();
      } catch (IOException taken) {
        // Somebody has it: the next block.
      }
    }
    throw new IllegalStateException(
        "No free block of ports from " + FIRST + " to " + (FIRST + BLOCKS * BLOCK));
  }

  int base() {
    return claim.getLocalPort();
  }

  int administration() {
    return base() + 48;
  }

  int http() {
    return base() + 80;
  }

  @Override
  public void close() throws IOException {
    claim.close();
  }

  private static boolean areFree(int base) {
    for (int offset : OFFSETS) {
      try (ServerSocket probe = listen(base + offset)) {
        assert probe.isBound();
      } catch (IOException taken) {
        return false;
      }
    }
    return true;
  }

  /** On all addresses: a port that is taken on any of them is taken. */
  private static ServerSocket listen(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.bind(new InetSocketAddress(port));
      return socket;
    } catch (IOException taken) {
      socket.close();
      throw taken;
    }
  }
}
