package org.dompet.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.JMSSecurityRuntimeException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalBrokerTest {
  private static final String QUEUE = "dompet.webhooks";

  @TempDir Path directory;

  private int port;
  private EmbeddedBroker other;

  @BeforeEach
  void startAnotherBroker() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    other = broker();
  }

  @AfterEach
  void stopIt() throws Exception {
    other.stop();
  }

  @Test
  void talksToTheBrokerOfTheUrlAndEmbedsNone() throws Exception {
    try (RunningAdapter adapter = RunningAdapter.start(external(address(port), "secret"))) {
      adapter.send(QUEUE, "over TCP");
      assertThat(adapter.receive(QUEUE)).isEqualTo("over TCP");
    }
    try (RunningAdapter again = RunningAdapter.start(external(address(port), "secret"))) {
      again.send(QUEUE, "stopping the adapter left the broker running");
    }
  }

  @Test
  void findsTheBrokerThatIsUpInAListOfTwo() throws Exception {
    String url = "(tcp://127.0.0.1:1," + address(port) + ")?ha=true";
    try (RunningAdapter adapter = RunningAdapter.start(external(url, "secret"))) {
      adapter.send(QUEUE, "to the second");
      assertThat(adapter.receive(QUEUE)).isEqualTo("to the second");
    }
  }

  @Test
  void startsWithoutTheBrokerAndFailsFastUntilItComes() throws Exception {
    other.stop();
    try (RunningAdapter adapter = RunningAdapter.start(external(address(port), "secret"))) {
      long start = System.nanoTime();
      assertThatThrownBy(() -> adapter.send(QUEUE, "early"))
          .isInstanceOf(JMSRuntimeException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      other = broker();
      adapter.send(QUEUE, "late");
      assertThat(adapter.receive(QUEUE)).isEqualTo("late");
    }
  }

  @Test
  void keepsAConsumerThroughARestartOfTheBroker() throws Exception {
    try (RunningAdapter adapter = RunningAdapter.start(external(address(port), "secret"));
        JMSContext context = adapter.consumers().createContext();
        JMSConsumer consumer = context.createConsumer(context.createQueue(QUEUE))) {
      other.stop();
      other = broker();
      adapter.send(QUEUE, "after the restart");
      assertThat(consumer.receiveBody(String.class, 20_000)).isEqualTo("after the restart");
    }
  }

  @Test
  void isRefusedWithAWrongPassword() throws Exception {
    try (RunningAdapter adapter = RunningAdapter.start(external(address(port), "wrong"))) {
      assertThatThrownBy(() -> adapter.send(QUEUE, "no"))
          .isInstanceOf(JMSSecurityRuntimeException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:61616",
        "tcp:/localhost",
        "tcp://localhost:99999",
        "tcp://localhost:0",
        "tcp://:61616",
        "http://localhost:61616",
        "vm://0",
        "udp://231.7.7.7:9876",
        "(tcp://localhost:61616",
        "tcp://local host:61616?trustStorePassword=hidden"
      })
  void refusesAnAddressThatIsNotOne(String url) {
    assertThatThrownBy(() -> RunningAdapter.start(external(url, "secret")))
        .hasMessage(
            "dompet.broker.url: expected tcp://host:port"
                + " or (tcp://a:port,tcp://b:port)?ha=true.");
  }

  private EmbeddedBroker broker() throws Exception {
    return EmbeddedBroker.start(
        new BrokerSettings("", "dompet", "secret", directory, port), "secret");
  }

  private static String address(int port) {
    return "tcp://127.0.0.1:" + port;
  }

  private static Map<String, String> external(String url, String password) {
    return Map.of(BrokerSettings.URL, url, BrokerSettings.PASSWORD, password);
  }
}
