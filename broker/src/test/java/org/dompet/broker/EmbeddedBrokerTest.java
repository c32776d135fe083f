package org.dompet.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
  private static final String QUEUE = "dompet.webhooks";

  @TempDir Path directory;

  @Test
  void deliversThroughAPoolThatNamesNoUser() throws Exception {
    try (RunningAdapter adapter = RunningAdapter.start(embedded())) {
      adapter.send(QUEUE, "a nudge");
      assertThat(adapter.receive(QUEUE)).isEqualTo("a nudge");
    }
  }

  @Test
  void takesTheAdaptersAccountForTheBlankOneThatPayaraHandsDown() throws Exception {
    try (RunningAdapter adapter = RunningAdapter.start(embedded());
        JMSContext context = adapter.connections().createContext("", "")) {
      context.createProducer().send(context.createQueue(QUEUE), "sent");
      assertThat(adapter.receive(QUEUE)).isEqualTo("sent");
    }
  }

  @Test
  void keepsWhatWasSentAcrossARestart() throws Exception {
    try (RunningAdapter adapter = RunningAdapter.start(embedded())) {
      adapter.send(QUEUE, "before");
    }
    try (RunningAdapter adapter = RunningAdapter.start(embedded())) {
      assertThat(adapter.receive(QUEUE)).isEqualTo("before");
    }
  }

  @Test
  void letsNobodyInWithoutTheAccount() throws Exception {
    int port = freePort();
    try (RunningAdapter adapter = RunningAdapter.start(onPort(port))) {
      assertThat(adapter).isNotNull();
      assertThatThrownBy(() -> connect("tcp://127.0.0.1:" + port, "dompet", "wrong"))
          .isInstanceOf(JMSSecurityException.class);
      assertThatThrownBy(() -> connect("tcp://127.0.0.1:" + port, null, null))
          .isInstanceOf(JMSSecurityException.class);
      assertThatThrownBy(() -> connect("vm://0", "dompet", "wrong"))
          .isInstanceOf(JMSSecurityException.class);
      connect("tcp://127.0.0.1:" + port, "dompet", "secret");
    }
  }

  @Test
  void doesNotKnowArtemissOwnClusterPassword() throws Exception {
    int port = freePort();
    try (RunningAdapter adapter = RunningAdapter.start(onPort(port))) {
      assertThat(adapter).isNotNull();
      assertThatThrownBy(
              () ->
                  connect("tcp://127.0.0.1:" + port, "ACTIVEMQ.CLUSTER.ADMIN.USER", "CHANGE ME!!"))
          .isInstanceOf(JMSException.class);
    }
  }

  @Test
  void delaysARedeliveryAndCountsIt() throws Exception {
    try (RunningAdapter adapter = RunningAdapter.start(embedded())) {
      adapter.send(QUEUE, "twice");
      long first = System.nanoTime();
      assertThat(adapter.receiveAndGiveBack(QUEUE).getIntProperty("JMSXDeliveryCount"))
          .isEqualTo(1);
      assertThat(adapter.receiveAndGiveBack(QUEUE).getIntProperty("JMSXDeliveryCount"))
          .isEqualTo(2);
      assertThat(System.nanoTime() - first).isGreaterThan(900_000_000L);
    }
  }

  @Test
  void keepsADeadLetterHoweverOftenItIsLookedAt() throws Exception {
    try (RunningAdapter adapter = RunningAdapter.start(embedded())) {
      adapter.send("dompet.DLQ", "dead");
      for (int look = 0; look < 12; look++) {
        assertThat(adapter.receiveAndGiveBack("dompet.DLQ")).isNotNull();
      }
      assertThat(adapter.receive("dompet.DLQ")).isEqualTo("dead");
    }
  }

  @Test
  void refusesAFolderItCannotWriteTo() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    Path inFile = file.resolve("broker");
    assertThatThrownBy(
            () -> RunningAdapter.start(Map.of(BrokerSettings.DIRECTORY, inFile.toString())))
        .hasMessage("dompet.broker.directory: cannot write to the folder " + inFile + ".");
  }

  @Test
  void refusesAPortThatIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> RunningAdapter.start(onPort(taken.getLocalPort())))
          .hasMessage(
              "dompet.broker.port: port " + taken.getLocalPort() + " of 127.0.0.1 is not free.");
    }
  }

  @Test
  void refusesAFolderThatAnotherBrokerUses() throws Exception {
    try (RunningAdapter adapter = RunningAdapter.start(embedded())) {
      assertThatThrownBy(() -> RunningAdapter.start(embedded()))
          .hasMessage(
              "dompet.broker.directory: another broker is using the folder " + directory + ".");
      adapter.send(QUEUE, "still here");
      assertThat(adapter.receive(QUEUE)).isEqualTo("still here");
    }
  }

  private Map<String, String> embedded() {
    return Map.of(BrokerSettings.DIRECTORY, directory.toString());
  }

  private Map<String, String> onPort(int port) {
    return Map.of(
        BrokerSettings.DIRECTORY, directory.toString(),
        BrokerSettings.PORT, Integer.toString(port),
        BrokerSettings.PASSWORD, "secret");
  }

  private static void connect(String url, String user, String password) throws JMSException {
    try (ActiveMQConnectionFactory factory =
        new ActiveMQConnectionFactory(url + "?initialConnectAttempts=1&reconnectAttempts=0")) {
      ConnectionFactory connections = factory;
      connections.createConnection(user, password).close();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
