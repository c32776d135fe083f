package org.dompet.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dompet.testing.Books;
import org.dompet.testing.RaisedLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** {@code kill -9} in the middle of transfers: what was answered is there, once. */
class CrashChaosIT {
  private static final int SENDERS = 8;
  private static final int ENOUGH = 200;

  @TempDir private Path directory;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** Idempotency key to the id that was answered. */
  private final Map<String, String> acknowledged = new ConcurrentHashMap<>();

  @Test
  void keepsEveryAcknowledgedTransferExactlyOnceThroughAKill() throws Exception {
    Path var = directory.resolve("var");
    int port = RunningDompet.freePort();
    String wallet;
    try (RunningDompet first = start(var, port)) {
      String token = signIn(var, port);
      wallet = field(get(port, "/wallets", token), "\"id\":\"([^\"]+)\",\"currency\":\"THB\"");
      killAmidTransfers(first, port, token, wallet);
    }
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ENOUGH);

    try (RunningDompet second = start(var, port)) {
      String token = signIn(var, port);
      for (Map.Entry<String, String> transfer : acknowledged.entrySet()) {
        HttpResponse<String> again = transfer(port, token, wallet, transfer.getKey());
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(again.body()).contains(transfer.getValue());
      }
      assertThat(Books.discrepancies(superuser(var))).isEmpty();
      assertThat(second.output()).contains("taken over from a killed process");
    }
  }

  private void killAmidTransfers(RunningDompet dompet, int port, String token, String wallet)
      throws Exception {
    ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
    List<Future<?>> sending = new ArrayList<>();
    for (int sender = 0; sender < SENDERS; sender++) {
      String name = "crash-" + sender + "-";
      sending.add(senders.submit(() -> sendUntilItBreaks(port, token, wallet, name)));
    }
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (acknowledged.size() < ENOUGH && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    dompet.kill();
    for (Future<?> sender : sending) {
      sender.get(1, TimeUnit.MINUTES);
    }
    senders.shutdown();
  }

  private void sendUntilItBreaks(int port, String token, String wallet, String name) {
    try {
      for (int number = 0; ; number++) {
        HttpResponse<String> answer = transfer(port, token, wallet, name + number);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        acknowledged.put(name + number, field(answer.body(), "\"id\":\"([^\"]+)\""));
      }
    } catch (IOException killed) {
      // The last request of each sender has no answer: it may be booked or not.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<String> transfer(int port, String token, String wallet, String key)
      throws IOException, InterruptedException {
    String body =
        "{\"fromWalletId\":\""
            + wallet
            + "\",\"to\":{\"telegramId\":1002},\"amount\":\"0.01\",\"currency\":\"THB\"}";
    return http.send(
        request(port, "/transfers", token)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private String get(int port, String path, String token) throws IOException, InterruptedException {
    return http.send(request(port, path, token).build(), BodyHandlers.ofString()).body();
  }

  private static HttpRequest.Builder request(int port, String path, String token) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
        .header("Authorization", "Bearer " + token);
  }

  private String signIn(Path var, int port) throws IOException, InterruptedException {
    String initData;
    try (RunningDompet command =
        RunningDompet.run("initdata", "--telegram-id=1001", "--var=" + var)) {
      assertThat(command.awaitExit()).isZero();
      initData = command.output();
    }
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/api/v1/auth/telegram/webapp-verify"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"initData\":\"" + initData + "\"}"))
            .build();
    return field(
        http.send(request, BodyHandlers.ofString()).body(), "\"accessToken\":\"([^\"]+)\"");
  }

  private static String field(String json, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(json);
    assertThat(matcher.find()).as(json).isTrue();
    return matcher.group(1);
  }

  private static RunningDompet start(Path var, int port) {
    RunningDompet dompet =
        RunningDompet.run(
            RaisedLimits.assignments(), "start", "--demo", "--port=" + port, "--var=" + var);
    dompet.awaitLine("Dompet is ready: ");
    return dompet;
  }

  private static PGSimpleDataSource superuser(Path var) throws IOException {
    Properties state = new Properties();
    state.load(Files.newBufferedReader(var.resolve("run/state.properties")));
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl("jdbc:postgresql://127.0.0.1:" + state.getProperty("postgres.port") + "/dompet");
    source.setCurrentSchema("dompet");
    source.setUser("postgres");
    source.setPassword(Files.readString(var.resolve("secrets/postgres-superuser"), UTF_8).strip());
    return source;
  }
}
