package org.dompet.web.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dompet.web.server.TestServer;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** More clients that take their time than the server has threads: 200. */
@RunAsClient
@ExtendWith(ArquillianExtension.class)
class SlowClientsIT {
  private static final int CROWD = 400;

  /** All of the crowd have one address. */
  private static final int MOST_WAITED_FOR = 60;

  private static final String LOGIN =
      String.join(
          "\r\n",
          "POST /api/v1/auth/login HTTP/1.1",
          "Host: localhost",
          "X-Forwarded-For: 198.51.100.99",
          "Content-Type: application/json",
          "");

  private final List<Socket> crowd = new ArrayList<>();

  @AfterEach
  void sendThemHome() throws IOException {
    for (Socket socket : crowd) {
      socket.close();
    }
  }

  @Test
  void holdNoThreadsWithHeadersThatDrip() throws IOException {
    gather(LOGIN);
    drip("X-Drip: 1\r\n", 2);

    assertOthersAreServed();
  }

  @Test
  void holdFewThreadsWithBodiesThatDripAndAreToldSo() throws IOException {
    gather(LOGIN + "Content-Length: 1000\r\n\r\n{");
    drip(" ", 2);

    assertOthersAreServed();

    List<String> answers = new ArrayList<>();
    for (Socket socket : crowd) {
      answers.add(rest(socket));
    }
    List<String> waitedFor = answers.stream().filter(a -> a.startsWith("HTTP/1.1 408")).toList();
    assertThat(waitedFor)
        .hasSizeBetween(1, MOST_WAITED_FOR)
        .allMatch(answer -> answer.contains("/problems/request-timeout"))
        .allMatch(answer -> answer.contains("Content-Security-Policy"));
    assertThat(answers)
        .filteredOn(answer -> !answer.isEmpty() && !waitedFor.contains(answer))
        .isNotEmpty()
        .allMatch(answer -> answer.startsWith("HTTP/1.1 503") && answer.contains("Retry-After"));
  }

  @Test
  void holdFewThreadsWithChunksThatDrip() throws IOException {
    gather(LOGIN + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n");
    drip("1\r\n \r\n", 2);

    assertOthersAreServed();
  }

  @Test
  void holdFewThreadsWithBodiesThatDripAndAnOfferOfHttp2() throws IOException {
    gather(
        LOGIN
            + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n"
            + "Content-Length: 1000\r\n\r\n{");
    drip(" ", 2);

    assertOthersAreServed();
  }

  /** Without a reader what is large waits in the server. */
  @Test
  void holdFewThreadsWithPagesThatTheyDoNotRead() throws IOException {
    gather("GET /docs/swagger-ui-bundle.js HTTP/1.1\r\nHost: localhost\r\n\r\n");

    assertOthersAreServed();
  }

  @Test
  void areServedWhenTheyAreWhole() throws IOException {
    Person ann = Person.with("10.00");
    Person bob = Person.fromTelegram();
    String body =
        "{\"fromWalletId\":\"%s\",\"to\":{\"walletId\":\"%s\"},\"amount\":\"1.25\",\"currency\":\"THB\"}"
            .formatted(ann.walletId(), bob.walletId());
    for (String last : List.of("", " ")) {
      try (Socket socket = connect()) {
        write(
            socket,
            "POST /api/v1/transfers HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nAuthorization: Bearer "
                + ann.accessToken()
                + "\r\nIdempotency-Key: "
                + UUID.randomUUID()
                + "\r\nContent-Length: "
                + (body + last).length()
                + "\r\n\r\n");
        for (char letter : (body + last).toCharArray()) {
          write(socket, String.valueOf(letter));
        }
        assertThat(rest(socket)).startsWith("HTTP/1.1 201").contains("\"COMPLETED\"");
      }
    }
    assertThat(ann.available()).isEqualTo("7.50");
    assertThat(bob.available()).isEqualTo("2.50");
  }

  @Test
  void areWhoTheyWereWhenTheyCame() throws IOException {
    List<Person> people = List.of(Person.fromTelegram(), Person.staff("ADMIN"));
    for (int i = 0; i < 20; i++) {
      Person person = people.get(i % 2);
      String wanted = i % 2 == 0 ? "HTTP/1.1 403" : "HTTP/1.1 400";
      assertThat(late("Authorization: Bearer " + person.accessToken() + "\r\n")).startsWith(wanted);
      assertThat(late("")).startsWith("HTTP/1.1 401");
    }
  }

  private static String late(String authorization) throws IOException {
    try (Socket socket = connect()) {
      write(
          socket,
          "POST /api/v1/admin/reconciliation/runs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
              + "Content-Type: application/json\r\n"
              + authorization
              + "Content-Length: 2\r\n\r\n");
      write(socket, "{");
      write(socket, "}");
      return rest(socket);
    }
  }

  @Test
  void areNotThoseWhoSendAllAtOnce() throws IOException {
    long before = late();
    for (int i = 0; i < 40; i++) {
      try (Socket socket = connect()) {
        write(socket, LOGIN + "Connection: close\r\nContent-Length: 2\r\n\r\n{}");
        assertThat(rest(socket)).startsWith("HTTP/1.1 400");
      }
    }
    assertThat(late() - before).isLessThan(5);
  }

  @Test
  void areRefusedInTheMiddleOfABodyThatIsTooLarge() throws IOException {
    String part = "c350\r\n" + " ".repeat(50_000) + "\r\n";
    try (Socket socket = connect()) {
      write(socket, LOGIN + "Transfer-Encoding: chunked\r\n\r\n" + part);
      write(socket, part + "0\r\n\r\n");
      assertThat(rest(socket)).startsWith("HTTP/1.1 413").contains("Content-Security-Policy");
    }
  }

  private static void assertOthersAreServed() {
    long start = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      assertThat(Api.plain().get("/health/live").statusCode()).isEqualTo(200);
      assertThat(Api.plain().get("/api/v1/features").statusCode()).isEqualTo(200);
    }
    Person person = Person.fromTelegram();
    assertThat(person.available()).isEqualTo("0.00");
    assertThat((System.nanoTime() - start) / 1_000_000_000L).as("seconds").isLessThan(45);
  }

  private static long late() {
    Matcher counted =
        Pattern.compile("dompet_http_late_bodies_total\\S* ([0-9]+)")
            .matcher(Api.plain().get("/metrics").body().asString());
    return counted.find() ? Long.parseLong(counted.group(1)) : 0;
  }

  private void gather(String opening) throws IOException {
    for (int i = 0; i < CROWD; i++) {
      Socket socket = connect();
      crowd.add(socket);
      write(socket, opening);
    }
  }

  private void drip(String drop, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      for (Socket socket : crowd) {
        try {
          write(socket, drop);
        } catch (IOException turnedAway) {
          // It is told why.
        }
      }
    }
  }

  private static Socket connect() throws IOException {
    URI server = TestServer.running().uri();
    Socket socket = new Socket(server.getHost(), server.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  private static String rest(Socket socket) throws IOException {
    StringBuilder text = new StringBuilder();
    byte[] piece = new byte[4096];
    try {
      for (int read = socket.getInputStream().read(piece);
          read >= 0;
          read = socket.getInputStream().read(piece)) {
        text.append(new String(piece, 0, read, StandardCharsets.ISO_8859_1));
        if (text.indexOf("}") > 0) {
          break;
        }
      }
    } catch (IOException hungUp) {
      // What has come until then counts.
    }
    return text.toString();
  }
}
