package org.dompet.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.FileDeploymentManager;
import org.apache.activemq.artemis.core.config.impl.FileConfiguration;
import org.apache.activemq.artemis.core.server.ActiveMQLockAcquisitionTimeoutException;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.jspecify.annotations.Nullable;

/**
 * A whole Artemis broker in this JVM: its journal in one folder, an in-VM acceptor for the resource
 * adapter and, when a port is given, a loopback TCP acceptor for tools. Whoever connects by either
 * must know the account.
 */
final class EmbeddedBroker {
  /** Where the resource adapter finds the broker: {@code vm://0}. */
  static final int SERVER_ID = 0;

  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final EmbeddedActiveMQ broker;

  private EmbeddedBroker(EmbeddedActiveMQ broker) {
    this.broker = broker;
  }

  /**
   * Starts a broker and returns when it accepts connections.
   *
   * @throws InvalidSetting if the folder or the port cannot be used
   */
  static EmbeddedBroker start(BrokerSettings settings, String password) throws Exception {
    requireWritable(settings.directory());
    requireFree(settings.port());
    EmbeddedActiveMQ broker =
        new EmbeddedActiveMQ()
            .setConfiguration(configuration(settings))
            .setSecurityManager(new OneAccount(settings.user(), password))
            .setPropertiesResourcePath(null);
    broker.createActiveMQServer();
    ActiveMQServer server = broker.getActiveMQServer();
    AtomicReference<Exception> failure = new AtomicReference<>();
    server.registerActivationFailureListener(failure::set);
    broker.start();
    // Artemis logs what goes wrong from here on instead of throwing it.
    if (failure.get() != null || !server.isActive()) {
      broker.stop();
      throw refusal(settings, failure.get());
    }
    return new EmbeddedBroker(broker);
  }

  /** Stops accepting, closes the connections and the journal. */
  void stop() throws Exception {
    broker.stop();
  }

  private static Configuration configuration(BrokerSettings settings) throws Exception {
    URL file = Objects.requireNonNull(EmbeddedBroker.class.getResource("broker.xml"));
    FileConfiguration configuration = new FileConfiguration();
    new FileDeploymentManager(file.toString()).addDeployable(configuration).readConfiguration();
    Path directory = settings.directory();
    configuration
        .setJournalDirectory(directory.resolve("journal").toString())
        .setBindingsDirectory(directory.resolve("bindings").toString())
        .setPagingDirectory(directory.resolve("paging").toString())
        .setLargeMessagesDirectory(directory.resolve("large-messages").toString())
        // Artemis accepts its cluster account beside ours, and that has a well-known password.
        .setClusterPassword(OneAccount.randomPassword())
        .addAcceptorConfiguration("in-vm", "vm://" + SERVER_ID);
    if (settings.port() > 0) {
      configuration.addAcceptorConfiguration(
          "loopback", "tcp://127.0.0.1:" + settings.port() + "?protocols=CORE");
    }
    return configuration;
  }

  private static void requireWritable(Path directory) {
    try {
      Files.createDirectories(directory);
      Files.delete(Files.createTempFile(directory, "writable", null));
    } catch (IOException e) {
      throw new InvalidSetting(
          BrokerSettings.DIRECTORY, "cannot write to the folder " + directory + ".", e);
    }
  }

  private static void requireFree(int port) throws IOException {
    if (port == 0) {
      return;
    }
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port));
    } catch (IOException e) {
      throw new InvalidSetting(
          BrokerSettings.PORT, "port " + port + " of 127.0.0.1 is not free.", e);
    }
  }

  private static InvalidSetting refusal(BrokerSettings settings, @Nullable Exception failure) {
    Path directory = settings.directory();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ActiveMQLockAcquisitionTimeoutException) {
        return new InvalidSetting(
            BrokerSettings.DIRECTORY,
            "another broker is using the folder " + directory + ".",
            cause);
      }
    }
    return new InvalidSetting(
        BrokerSettings.DIRECTORY,
        "the broker cannot start in " + directory + " (" + failure + ").",
        failure);
  }
}
