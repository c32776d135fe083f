package org.dompet.web.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dompet.testing.RaisedLimits;
import org.dompet.testing.TestDatabase;
import org.jspecify.annotations.Nullable;

/**
 * Payara Micro in a process of its own, with the broker and the application, on a free port of the
 * loopback. Its output is kept in {@code target/it/server.log}.
 */
public final class TestServer {
  /** Two at once, as while one replaces the other. */
  public static final List<String> BOT_TOKENS =
      List.of(
          "7000000001:AAtestTokenOfTheBotThatIsInUseNow_1",
          "7000000002:AAtestTokenOfTheBotThatComesNext__2");

  /** Of every provider. */
  public static final String WEBHOOK_SECRET = "the-secret-of-every-provider-in-tests";

  /** Signs the addresses of MoonPay's widget. */
  public static final String MOONPAY_KEY = "sk_test_dompet";

  /** Whose pages may call the API, beside Telegram's. */
  public static final String APP_ORIGIN = "https://app.example:8443";

  /** Sign-ins a minute from one address: more than all tests together need, few enough to reach. */
  public static final int AUTH_LIMIT = 1_500;

  /** Wallets a minute that one person may open. */
  public static final int WALLET_WRITES_LIMIT = 60;

  private static final String HTTP = "network-config.protocols.protocol.http-listener.http.";
  private static final String TRANSPORT = "network-config.transports.transport.tcp.";

  private static final List<String> LISTENER =
      List.of(
          HTTP + "header-buffer-length-bytes=8192",
          HTTP + "max-request-headers=100",
          HTTP + "trace-enabled=false",
          HTTP + "server-header=false",
          HTTP + "xpowered-by=false",
          HTTP + "xframe-options=false",
          TRANSPORT + "read-timeout-millis=10000",
          TRANSPORT + "write-timeout-millis=10000",
          "thread-pools.thread-pool.http-thread-pool.max-thread-pool-size=200");

  private static final Duration START_LIMIT = Duration.ofSeconds(150);
  private static final Duration READY_LIMIT = Duration.ofSeconds(20);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
  private static final String UP = "ready in";

  private static @Nullable TestServer running;

  private final Process process;
  private final int port;
  private final KeyPair oldKey;

  private TestServer(Process process, int port, KeyPair oldKey) {
    this.process = process;
    this.port = port;
    this.oldKey = oldKey;
  }

  /** The one that Arquillian started. */
  public static TestServer running() {
    if (running == null) {
      throw new IllegalStateException("The test is not run by Arquillian");
    }
    return running;
  }

  /** Where everything of the server is. */
  static Path directory() {
    return Path.of(System.getProperty("dompet.it.directory"));
  }

  /**
   * Starts it with an archive and waits until it is ready.
   *
   * @throws IllegalStateException with the end of its log, if it doesn't become ready
   */
  static TestServer start(Path war) throws IOException {
    int port = freePort();
    KeyPair newKey = TestKeys.generate();
    KeyPair oldKey = TestKeys.generate();
    Path temporary = Files.createDirectories(directory().resolve("tmp"));
    deleteAll(directory().resolve("broker"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(coverage());
    command.addAll(RaisedLimits.options());
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Duser.timezone=Asia/Bangkok",
            "-Djava.io.tmpdir=" + temporary,
            "-Ddompet.database.url=" + TestDatabase.shared().url(),
            "-Ddompet.database.user=" + TestDatabase.APPLICATION,
            "-Ddompet.database.password=" + TestDatabase.PASSWORD,
            "-Ddompet.jwt.keys="
                + TestKeys.write(newKey.getPrivate(), directory().resolve("jwt-new.pem"))
                + ","
                + TestKeys.write(oldKey.getPrivate(), directory().resolve("jwt-old.pem")),
            "-Ddompet.telegram.bot-tokens=" + String.join(",", BOT_TOKENS),
            "-Ddompet.identity.totp-key=the-key-of-second-factors-in-tests",
            "-Ddompet.webhook.moonpay.secrets=" + WEBHOOK_SECRET,
            "-Ddompet.webhook.stripe.secrets=whsec_the_next_one," + WEBHOOK_SECRET,
            "-Ddompet.webhook.telegram.secrets=" + WEBHOOK_SECRET,
            "-Ddompet.webhook.moonpay.allow=127.0.0.*,203.0.113.0/24,2001:db8:1::/48",
            "-Ddompet.http.cors-origins=" + APP_ORIGIN + ",https://web.telegram.org",
            "-Ddompet.http.public-url=https://wallet.example",
            "-Ddompet.http.body-timeout=PT3S",
            "-Ddompet.http.trusted-proxies=127.0.0.1,::1,10.0.0.0/8",
            "-Ddompet.notification.email.host=127.0.0.1",
            "-Ddompet.notification.email.port=" + PagerStandIn.mailPort(),
            "-Ddompet.notification.email.from=alerts@dompet.test",
            "-Ddompet.notification.email.to=ops@dompet.test",
            "-Ddompet.notification.email.tls=none",
            "-Ddompet.notification.slack.url=" + PagerStandIn.url() + PagerStandIn.SLACK,
            "-Ddompet.notification.telegram.url=" + PagerStandIn.url(),
            "-Ddompet.notification.telegram.bot-token=" + PagerStandIn.BOT_TOKEN,
            "-Ddompet.notification.telegram.chat-id=-1001",
            "-Ddompet.onramp.moonpay.publishable-key=pk_test_dompet",
            "-Ddompet.onramp.moonpay.secret-key=" + MOONPAY_KEY,
            "-Ddompet.onramp.moonpay.widget-url=https://buy-sandbox.moonpay.com",
            "-Ddompet.onramp.moonpay.api-url=" + MoonPayStandIn.url(),
            "-Ddompet.settlement.timeout=PT1S",
            "-Ddompet.onramp.stripe.secret-key=" + StripeStandIn.SECRET_KEY,
            "-Ddompet.onramp.stripe.url=" + StripeStandIn.url(),
            "-Ddompet.onramp.stripe.success-url=https://app.example/paid?order={ORDER_ID}",
            "-Ddompet.onramp.stripe.timeout=PT1S",
            "-Ddompet.limits.auth=" + AUTH_LIMIT,
            "-Ddompet.limits.wallet-writes=" + WALLET_WRITES_LIMIT,
            "-Ddompet.outbound.stripe.breaker-delay=PT1S",
            "-Ddompet.outbound.stripe-records.breaker-delay=PT0.5S",
            "-Ddompet.outbound.moonpay-records.breaker-delay=PT0.5S",
            "-Ddompet.outbound.email.breaker-delay=PT0.5S",
            "-Ddompet.outbound.slack.breaker-delay=PT0.5S",
            "-Ddompet.outbound.telegram.breaker-delay=PT0.5S",
            // Only what a caller asks to be traced is.
            "-Dotel.sdk.disabled=false",
            "-Dotel.traces.sampler=parentbased_always_off",
            "-Dotel.traces.exporter=otlp",
            "-Dotel.metrics.exporter=none",
            "-Dotel.logs.exporter=none",
            "-Dotel.exporter.otlp.protocol=http/protobuf",
            "-Dotel.exporter.otlp.endpoint=" + CollectorStandIn.url(),
            "-Dotel.bsp.schedule.delay=200",
            "-Ddompet.ledger.lock-timeout=PT1S",
            "-Ddompet.broker.directory=" + directory().resolve("broker"),
            "-jar",
            directory().resolve("payara-micro.jar").toString(),
            "--nocluster",
            "--disablephonehome",
            "--prebootcommandfile",
            settings().toString(),
            "--port",
            String.valueOf(port),
            "--deploy",
            directory().resolve("dompet-broker.rar").toString(),
            "--deploy",
            war.toString()));
    Process process =
        new ProcessBuilder(command)
            .directory(directory().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log().toFile())
            .start();
    TestServer server = new TestServer(process, port, oldKey);
    Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
    server.awaitReady();
    running = server;
    return server;
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  public TestDatabase database() {
    return TestDatabase.shared();
  }

  /** The key that signed tokens before the present one. */
  public KeyPair oldKey() {
    return oldKey;
  }

  /** What the server has printed so far. */
  public static String printed() {
    try {
      // Not readString: what is being written may end within a character.
      return new String(Files.readAllBytes(log()), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Ends it and waits: what it measured is written as it ends. */
  void stop() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  private void awaitReady() {
    long last = System.nanoTime() + START_LIMIT.toNanos();
    boolean up = false;
    // The probe answers before the application's own doors are open: the server says when they are.
    while (!isReady() || !up) {
      if (!up && printed().contains(UP)) {
        up = true;
        last = System.nanoTime() + READY_LIMIT.toNanos();
      }
      if (!process.isAlive() || System.nanoTime() > last) {
        stop();
        throw new IllegalStateException(
            "The server did not become ready. "
                + log()
                + " says:\n"
                + String.join("\n", complaints()));
      }
    }
  }

  private boolean isReady() {
    try {
      // Ends at once if the server has, and paces the questions otherwise.
      process.waitFor(200, TimeUnit.MILLISECONDS);
      HttpRequest question =
          HttpRequest.newBuilder(uri().resolve("/health/ready"))
              .timeout(Duration.ofSeconds(5))
              .build();
      return HttpClient.newHttpClient()
              .send(question, HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** The lines that tell what went wrong; all of the last ones if none does. */
  private static List<String> complaints() {
    List<String> lines = printed().lines().toList();
    List<String> telling =
        lines.stream()
            .filter(line -> line.matches(".*(SEVERE|Exception|Error|Caused by|must be|not set).*"))
            .distinct()
            .toList();
    List<String> chosen = telling.isEmpty() ? lines : telling;
    return chosen.subList(Math.max(0, chosen.size() - 25), chosen.size());
  }

  /** If this JVM's coverage is measured, so is the server's, beside it. */
  private static List<String> coverage() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("-javaagent:") && argument.contains("jacoco"))
        .map(argument -> argument.replace("jacoco.exec", "jacoco-server.exec"))
        .toList();
  }

  /**
   * Only the loopback, and no cluster: it would take its time to find nobody. Jobs keep their
   * records, and HTTP is spoken, as they do when {@code MicroServer} starts the server.
   */
  private static Path settings() throws IOException {
    String config = "set configs.config.server-config.";
    String listener =
        LISTENER.stream().map(setting -> config + setting + "\n").collect(Collectors.joining());
    return Files.writeString(
        directory().resolve("preboot.txt"),
        listener
            + config
            + "network-config.network-listeners.network-listener.http-listener.address=127.0.0.1\n"
            + config
            + "hazelcast-config-specific-configuration.enabled=false\n"
            + config
            + "batch-runtime-configuration.data-source-lookup-name=java:global/jdbc/dompet-batch\n"
            + config
            + "batch-runtime-configuration.schema-name=dompet_batch\n"
            + config
            + "batch-runtime-configuration.table-prefix=\n");
  }

  private static Path log() {
    return directory().resolve("server.log");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void deleteAll(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
