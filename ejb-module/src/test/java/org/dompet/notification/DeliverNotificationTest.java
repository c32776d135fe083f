package org.dompet.notification;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.dompet.configuration.Secret;
import org.dompet.notification.DeliveryTried.Outcome;
import org.dompet.testing.LocalTransactions;
import org.dompet.testing.SettableClock;
import org.dompet.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliverNotificationTest {
  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
  private static final String SLACK_SECRET = "T0AAAA/B0BBBB/slackSecretSlackSecret01";
  private static final String BOT_TOKEN = "7000000009:AAtelegramSecretTelegramSecret_9";
  private static final String PASSWORD = "mail-secret-mail-secret-1";
  private static final List<Duration> SCHEDULE =
      List.of(Duration.ofSeconds(15), Duration.ofMinutes(1), Duration.ofMinutes(5));

  /** Tells this test's rows from others'. */
  private final String run = UUID.randomUUID() + ":";

  private final TestDatabase database = TestDatabase.shared();
  private final LocalTransactions transactions = new LocalTransactions(database.application());
  private final SettableClock clock = new SettableClock(START);
  private final WireMockServer http =
      new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
  private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
  private final Queue<String> log = new ConcurrentLinkedQueue<>();
  private final Handler logging = new Recorder();

  @BeforeEach
  void start() {
    StandaloneNotifications.forgetOthers(database);
    http.start();
    mail.start();
    mail.setUser("alerts@dompet.test", "alerts", PASSWORD);
    Logger.getLogger("").addHandler(logging);
  }

  @AfterEach
  void stopAndFindNoSecretAnywhere() throws SQLException {
    Logger.getLogger("").removeHandler(logging);
    http.stop();
    mail.stop();
    for (String secret : List.of(SLACK_SECRET, BOT_TOKEN, PASSWORD)) {
      assertThat(log).noneMatch(line -> line.contains(secret));
      assertThat(ask("select count(*) from notification n where n::text like '%" + secret + "%'"))
          .isEqualTo("0");
    }
    transactions.close();
  }

  @Test
  void sendsMail() throws Exception {
    StandaloneNotifications notifications = notifications(email(), null, null);
    say(notifications, "[HIGH] Größe\r\nBcc: evil@example.org", "One line\nสองบรรทัด");
    notifications.deliverNudges();

    MimeMessage[] received = mail.getReceivedMessages();
    assertThat(received).hasSize(1);
    MimeMessage message = received[0];
    assertThat(message.getSubject()).isEqualTo("[HIGH] Größe Bcc: evil@example.org");
    assertThat(message.getHeader("Bcc")).isNull();
    assertThat(message.getContent().toString().strip().replace("\r\n", "\n"))
        .isEqualTo("One line\nสองบรรทัด");
    assertThat(message.getFrom()[0]).hasToString("alerts@dompet.test");
    assertThat(message.getAllRecipients()).hasSize(1);
    assertThat(message.getAllRecipients()[0]).hasToString("ops@dompet.test");
    assertThat(message.getMessageID())
        .isEqualTo("<" + notifications.nudges().get(0) + "@dompet.test>");
    assertSent(notifications, 1);
  }

  @Test
  void postsToASlackWebhookWhatCallsNobody() throws Exception {
    http.stubFor(post(urlEqualTo("/services/" + SLACK_SECRET)).willReturn(okJson("ok")));
    StandaloneNotifications notifications = notifications(null, slack(), null);
    say(notifications, "A <!channel> & more", "see <https://evil.example|this>");
    notifications.deliverNudges();

    http.verify(
        1,
        postRequestedFor(urlEqualTo("/services/" + SLACK_SECRET))
            .withRequestBody(
                equalToJson(
                    """
                    {"text":"*A &lt;!channel&gt; &amp; more*\\nsee &lt;https://evil.example|this&gt;"}
                    """)));
    assertSent(notifications, 1);
  }

  @Test
  void sendsATelegramMessageWithoutMarkup() throws Exception {
    http.stubFor(
        post(urlEqualTo("/bot" + BOT_TOKEN + "/sendMessage"))
            .willReturn(okJson("{\"ok\":true,\"result\":{}}")));
    StandaloneNotifications notifications = notifications(null, null, telegram());
    say(notifications, "Subject", "*body*");
    notifications.deliverNudges();

    http.verify(
        1,
        postRequestedFor(urlEqualTo("/bot" + BOT_TOKEN + "/sendMessage"))
            .withRequestBody(
                equalToJson(
                    """
                    {"chat_id":"-100123","text":"Subject\\n\\n*body*","disable_web_page_preview":true}
                    """)));
    assertSent(notifications, 1);
  }

  @Test
  void deliversOnceHoweverManyNudgesArriveAtOnce() throws Exception {
    http.stubFor(post("/services/" + SLACK_SECRET).willReturn(okJson("ok").withFixedDelay(50)));
    StandaloneNotifications notifications = notifications(null, slack(), null);
    say(notifications, "Subject", "Body");
    clock.advance(Duration.ofSeconds(30));
    UUID id = notifications.nudges().get(0);
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<Callable<Void>> deliveries = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        boolean sweep = i % 4 == 0;
        deliveries.add(
            () -> {
              if (sweep) {
                notifications.deliver.sweep();
              } else {
                notifications.deliver.deliver(id);
              }
              return null;
            });
      }
      for (Future<Void> delivery : threads.invokeAll(deliveries)) {
        delivery.get();
      }
    } finally {
      threads.shutdownNow();
    }

    http.verify(1, postRequestedFor(urlEqualTo("/services/" + SLACK_SECRET)));
    assertSent(notifications, 1);
  }

  @Test
  void triesAgainWhenAChannelIsBackAndDeliversExactlyOnce() throws Exception {
    http.stubFor(post("/services/" + SLACK_SECRET).willReturn(okJson("ok")));
    http.stubFor(post("/bot" + BOT_TOKEN + "/sendMessage").willReturn(aResponse().withStatus(502)));
    int port = mail.getSmtp().getPort();
    StandaloneNotifications notifications = notifications(email(), slack(), telegram());
    mail.stop();
    say(notifications, "Subject", "Body");
    notifications.deliverNudges();
    assertThat(statuses()).containsExactly("EMAIL WAITING 1", "SLACK SENT 1", "TELEGRAM WAITING 1");
    assertThat(errors()).anyMatch(error -> error.contains("status 502"));

    notifications.deliver.sweep();
    assertThat(statuses()).containsExactly("EMAIL WAITING 1", "SLACK SENT 1", "TELEGRAM WAITING 1");
    clock.advance(Duration.ofSeconds(30));
    notifications.deliver.sweep();
    assertThat(statuses()).containsExactly("EMAIL WAITING 2", "SLACK SENT 1", "TELEGRAM WAITING 2");

    GreenMail again = new GreenMail(new ServerSetup(port, "127.0.0.1", "smtp"));
    again.start();
    try {
      http.stubFor(post("/bot" + BOT_TOKEN + "/sendMessage").willReturn(okJson("{}")));
      again.setUser("alerts@dompet.test", "alerts", PASSWORD);
      clock.advance(Duration.ofMinutes(2));
      notifications.deliver.sweep();
      clock.advance(Duration.ofDays(1));
      notifications.deliver.sweep();
      notifications.deliverNudges();
      assertThat(again.getReceivedMessages()).hasSize(1);
    } finally {
      again.stop();
    }
    assertThat(statuses()).containsExactly("EMAIL SENT 3", "SLACK SENT 1", "TELEGRAM SENT 3");
    assertThat(http.findAll(postRequestedFor(urlEqualTo("/services/" + SLACK_SECRET)))).hasSize(1);
    assertThat(http.findAll(postRequestedFor(urlEqualTo("/bot" + BOT_TOKEN + "/sendMessage"))))
        .hasSize(3);
  }

  @Test
  void givesUpAfterTheLastPauseOfItsSchedule() throws Exception {
    http.stubFor(post("/services/" + SLACK_SECRET).willReturn(aResponse().withStatus(404)));
    StandaloneNotifications notifications = notifications(null, slack(), null);
    say(notifications, "Subject", "Body");
    notifications.deliverNudges();
    for (Duration pause : SCHEDULE) {
      clock.advance(pause.minusSeconds(1));
      notifications.deliver.sweep();
      clock.advance(Duration.ofSeconds(11));
      notifications.deliver.sweep();
    }

    assertThat(statuses()).containsExactly("SLACK FAILED 4");
    clock.advance(Duration.ofDays(9));
    assertThat(notifications.deliver.sweep()).isZero();
    http.verify(4, postRequestedFor(urlEqualTo("/services/" + SLACK_SECRET)));
    assertThat(notifications.tried.all())
        .extracting(DeliveryTried::outcome)
        .containsExactly(Outcome.FAILED, Outcome.FAILED, Outcome.FAILED, Outcome.GIVEN_UP);
  }

  @Test
  void leavesAChannelAloneForAsLongAsItAsks() throws Exception {
    http.stubFor(
        post("/services/" + SLACK_SECRET)
            .willReturn(aResponse().withStatus(429).withHeader("Retry-After", "120")));
    StandaloneNotifications notifications = notifications(null, slack(), null);
    say(notifications, "Subject", "Body");
    notifications.deliverNudges();
    clock.advance(Duration.ofSeconds(119));
    notifications.deliver.sweep();
    http.verify(1, postRequestedFor(urlEqualTo("/services/" + SLACK_SECRET)));
    clock.advance(Duration.ofSeconds(11));
    notifications.deliver.sweep();
    http.verify(2, postRequestedFor(urlEqualTo("/services/" + SLACK_SECRET)));
  }

  @Test
  void spendsOneAttemptOnAChannelThatIsDownAndThenDrainsIt() throws Exception {
    http.stubFor(post("/services/" + SLACK_SECRET).willReturn(aResponse().withStatus(500)));
    StandaloneNotifications notifications = notifications(null, slack(), null);
    for (int i = 0; i < 20; i++) {
      say(notifications, "Subject " + i, "Body");
    }
    clock.advance(Duration.ofSeconds(20));
    assertThat(notifications.deliver.sweep()).isZero();
    http.verify(1, postRequestedFor(urlEqualTo("/services/" + SLACK_SECRET)));
    http.stubFor(post("/services/" + SLACK_SECRET).willReturn(okJson("ok")));
    clock.advance(Duration.ofMinutes(10));
    assertThat(notifications.deliver.sweep()).isEqualTo(20);
  }

  @Test
  void waitsNoLongerThanItsPatienceForAnAnswer() throws Exception {
    http.stubFor(
        post("/services/" + SLACK_SECRET)
            .willReturn(okJson("ok").withChunkedDribbleDelay(5, 20_000)));
    StandaloneNotifications notifications = notifications(null, slack(), null);
    say(notifications, "Subject", "Body");
    long began = System.nanoTime();
    notifications.deliverNudges();

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    assertThat(errors()).anyMatch(error -> error.contains("within PT2S"));
  }

  @Test
  void followsNoRedirects() throws Exception {
    http.stubFor(
        post("/services/" + SLACK_SECRET)
            .willReturn(aResponse().withStatus(307).withHeader("Location", "/elsewhere")));
    StandaloneNotifications notifications = notifications(null, slack(), null);
    say(notifications, "Subject", "Body");
    notifications.deliverNudges();

    http.verify(0, postRequestedFor(urlEqualTo("/elsewhere")));
    assertThat(statuses()).containsExactly("SLACK WAITING 1");
  }

  @Test
  void saysWhatWasSaidUnderAKeyOnceAndNothingThatWasRolledBack() throws Exception {
    StandaloneNotifications notifications = notifications(null, slack(), null);
    String key = run + UUID.randomUUID();
    notifications.notify.say(key, "Subject", "Body");
    notifications.notify.say(key, "Subject", "Body");
    assertThat(statuses()).hasSize(1);
    assertThatThrownBy(
            () ->
                transactions.run(
                    () -> {
                      notifications.notify.say(run + UUID.randomUUID(), "Subject", "Body");
                      throw new IllegalArgumentException("rolled back");
                    }))
        .hasMessage("rolled back");
    assertThat(statuses()).hasSize(1);
  }

  @Test
  void shortensWhatIsTooLong() throws Exception {
    StandaloneNotifications notifications = notifications(null, slack(), null);
    say(notifications, "x".repeat(1_000), "y".repeat(10_000));
    assertThat(
            ask(
                "select length(subject) || ' ' || length(body) from notification where status ="
                    + " 'WAITING'"))
        .isEqualTo("200 4000");
  }

  private void assertSent(StandaloneNotifications notifications, int count) throws SQLException {
    assertThat(statuses()).hasSize(count).allMatch(status -> status.contains(" SENT 1"));
    assertThat(notifications.tried.all())
        .extracting(DeliveryTried::outcome)
        .containsOnly(Outcome.SENT)
        .hasSize(count);
  }

  private void say(StandaloneNotifications notifications, String subject, String body) {
    transactions.run(() -> notifications.notify.say(run + UUID.randomUUID(), subject, body));
  }

  private StandaloneNotifications notifications(
      NotificationSettings.Email email,
      NotificationSettings.Slack slack,
      NotificationSettings.Telegram telegram) {
    return new StandaloneNotifications(
        new NotificationSettings(email, slack, telegram, Duration.ofSeconds(2), SCHEDULE),
        transactions,
        clock);
  }

  private NotificationSettings.Email email() {
    return new NotificationSettings.Email(
        "127.0.0.1",
        mail.getSmtp().getPort(),
        "alerts",
        new Secret(PASSWORD),
        "alerts@dompet.test",
        List.of("ops@dompet.test"),
        NotificationSettings.Tls.NONE);
  }

  private NotificationSettings.Slack slack() {
    return new NotificationSettings.Slack(URI.create(http.baseUrl() + "/services/" + SLACK_SECRET));
  }

  private NotificationSettings.Telegram telegram() {
    return new NotificationSettings.Telegram(
        URI.create(http.baseUrl()), new Secret(BOT_TOKEN), "-100123");
  }

  private List<String> statuses() throws SQLException {
    return column(
        "select channel || ' ' || status || ' ' || attempts from notification where key like '"
            + run
            + "%' order by channel, id");
  }

  private List<String> errors() throws SQLException {
    return column(
        "select last_error from notification where last_error is not null and key like '"
            + run
            + "%'");
  }

  private String ask(String sql) throws SQLException {
    return column(sql).get(0);
  }

  private List<String> column(String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection connection = database.application().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  private final class Recorder extends Handler {
    private final SimpleFormatter formatter = new SimpleFormatter();

    private Recorder() {
      setLevel(Level.ALL);
    }

    @Override
    public void publish(LogRecord message) {
      log.add(formatter.format(message));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
