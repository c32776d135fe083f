package org.dompet.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSRuntimeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that speaks TLS alone. */
class EncryptedBrokerTest {
  private static final String QUEUE = "dompet.webhooks";
  private static final String PASSWORD = "only-for-tests";

  @TempDir private Path directory;

  @Test
  void talksToABrokerThatProvesWhoItIsAndToNoOther() throws Exception {
    Path keys = makeKeys("broker");
    Path trust = trustIn("broker", keys);
    Path trustInAStranger = trustIn("stranger", makeKeys("stranger"));
    int port = freePort();
    EmbeddedActiveMQ broker = start(port, keys);
    try {
      try (RunningAdapter adapter = RunningAdapter.start(settings(port, trust))) {
        adapter.send(QUEUE, "sealed");
        assertThat(adapter.receive(QUEUE)).isEqualTo("sealed");
      }
      try (RunningAdapter adapter = RunningAdapter.start(settings(port, trustInAStranger))) {
        assertThatThrownBy(() -> adapter.send(QUEUE, "no")).isInstanceOf(JMSRuntimeException.class);
      }
      Map<String, String> clear = Map.of(BrokerSettings.URL, "tcp://localhost:" + port);
      try (RunningAdapter adapter = RunningAdapter.start(clear)) {
        assertThatThrownBy(() -> adapter.send(QUEUE, "no")).isInstanceOf(JMSRuntimeException.class);
      }
    } finally {
      broker.stop();
    }
  }

  private static Map<String, String> settings(int port, Path trust) {
    return Map.of(
        BrokerSettings.URL,
        "tcp://localhost:%d?sslEnabled=true;trustStorePath=%s;trustStorePassword=%s"
                .formatted(port, trust, PASSWORD)
            + ";forceSSLParameters=true");
  }

  private EmbeddedActiveMQ start(int port, Path keys) throws Exception {
    Configuration configuration =
        new ConfigurationImpl()
            .setPersistenceEnabled(false)
            .setSecurityEnabled(false)
            .setJournalDirectory(directory.resolve("journal").toString())
            .addAcceptorConfiguration(
                "tls",
                "tcp://127.0.0.1:%d?sslEnabled=true;keyStorePath=%s;keyStorePassword=%s"
                    .formatted(port, keys, PASSWORD));
    EmbeddedActiveMQ broker = new EmbeddedActiveMQ().setConfiguration(configuration);
    broker.start();
    return broker;
  }

  private Path makeKeys(String name) throws IOException, InterruptedException {
    Path store = directory.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "RSA",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor()).isZero();
    return store;
  }

  private Path trustIn(String name, Path keys) throws IOException, GeneralSecurityException {
    KeyStore from = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      from.load(in, PASSWORD.toCharArray());
    }
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    trust.setCertificateEntry(name, from.getCertificate(name));
    Path store = directory.resolve(name + "-trust.p12");
    try (OutputStream out = Files.newOutputStream(store)) {
      trust.store(out, PASSWORD.toCharArray());
    }
    return store;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
