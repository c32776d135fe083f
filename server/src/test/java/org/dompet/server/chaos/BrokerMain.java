package org.dompet.server.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.activemq.artemis.core.config.FileDeploymentManager;
import org.apache.activemq.artemis.core.config.impl.FileConfiguration;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/**
 * An external broker, with the settings that come with Dompet. It does what the lines on its input
 * say, answers each with one line, and ends with its input.
 *
 * <p>Arguments: the settings, a folder, a port.
 */
final class BrokerMain {
  private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();

  private BrokerMain() {}

  public static void main(String[] arguments) throws Exception {
    BrokerMain main = new BrokerMain();
    main.start(Path.of(arguments[0]), Path.of(arguments[1]), Integer.parseInt(arguments[2]));
    main.obey();
    main.broker.stop();
    System.exit(0);
  }

  private void start(Path settings, Path directory, int port) throws Exception {
    FileConfiguration configuration = new FileConfiguration();
    new FileDeploymentManager(settings.toUri().toString())
        .addDeployable(configuration)
        .readConfiguration();
    configuration
        .setJournalDirectory(directory.resolve("journal").toString())
        .setBindingsDirectory(directory.resolve("bindings").toString())
        .setPagingDirectory(directory.resolve("paging").toString())
        .setLargeMessagesDirectory(directory.resolve("large-messages").toString())
        .setSecurityEnabled(false)
        .addAcceptorConfiguration("loopback", "tcp://127.0.0.1:" + port + "?protocols=CORE");
    broker.setConfiguration(configuration).setPropertiesResourcePath(null).start();
    say(BrokerProcess.READY);
  }

  private void obey() throws IOException {
    try (BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        String[] words = line.split(" ", -1);
        Queue queue = broker.getActiveMQServer().locateQueue(words[1]);
        switch (words[0]) {
          case "count" -> say(queue == null ? "0" : Long.toString(queue.getMessageCount()));
          case "pause" -> {
            queue.pause();
            say("paused");
          }
          case "resume" -> {
            // Without the queue nothing has been paused.
            if (queue != null) {
              queue.resume();
            }
            say("resumed");
          }
          default -> throw new IOException(line);
        }
      }
    }
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
