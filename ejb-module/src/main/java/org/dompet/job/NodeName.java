package org.dompet.job;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/** What this node is called in runs: different each time that it starts. */
@ApplicationScoped
public class NodeName {
  private static final int LONGEST_HOST = 100;

  private final String text;

  NodeName() {
    this(host() + "/" + ProcessHandle.current().pid() + "/" + UUID.randomUUID());
  }

  /** A node outside a container. */
  public NodeName(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  private static String host() {
    try {
      String name = InetAddress.getLocalHost().getHostName();
      return name.length() <= LONGEST_HOST ? name : name.substring(0, LONGEST_HOST);
    } catch (UnknownHostException nameless) {
      return "node";
    }
  }
}
