package org.dompet.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import org.dompet.testing.Books;
import org.dompet.testing.TestDatabase;
import org.dompet.web.server.TestServer;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Thousands of generated bad requests to all doors. The seed is printed; {@code
 * -Ddompet.fuzz.seed=…} repeats a run, {@code -Ddompet.fuzz.requests=…} makes it longer.
 */
@RunAsClient
@ExtendWith(ArquillianExtension.class)
class FuzzIT {
  private static final int THREADS = 4;
  private static final int REQUESTS = Integer.getInteger("dompet.fuzz.requests", 5_000);
  private static final int MOST_SHOWN = 10;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void findsNoFailureNoPageAndNothingBooked() throws Exception {
    long seed = Long.getLong("dompet.fuzz.seed", System.nanoTime());
    TestDatabase database = TestServer.running().database();
    Person victim = Person.with("100.00");
    Person sender = Person.with("100.00");
    Person staff = Person.staff("ADMIN");
    long postings = postings(database);

    Map<Integer, LongAdder> answers = new ConcurrentSkipListMap<>();
    Queue<String> failures = new ConcurrentLinkedQueue<>();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        long threadSeed = seed + t;
        running.add(
            threads.submit(
                () -> {
                  BadRequests bad = new BadRequests(threadSeed, sender, victim, staff);
                  for (int i = 0; i < REQUESTS / THREADS && System.nanoTime() < deadline; i++) {
                    byte[] request = bad.next();
                    RawHttp.Answer answer = RawHttp.send(request);
                    answers.computeIfAbsent(answer.status(), status -> new LongAdder()).increment();
                    if (!answer.isDecent() && failures.size() < MOST_SHOWN) {
                      failures.add(
                          "request %d of seed %d:%n%s%n%nwas answered%n%s"
                              .formatted(i, threadSeed, shown(request), answer.text()));
                    }
                  }
                }));
      }
      for (Future<?> end : running) {
        end.get();
      }
    } finally {
      threads.shutdownNow();
      System.getLogger(FuzzIT.class.getName())
          .log(
              System.Logger.Level.INFO,
              "Seed {0}, answers by status {1}",
              String.valueOf(seed),
              new TreeMap<>(answers));
    }

    assertThat(failures.size()).as(String.join("\n\n", failures)).isZero();
    assertThat(postings(database)).isEqualTo(postings);
    Books.prove(database.owner());
    assertThat(sender.available()).isEqualTo("100.00");
    assertThat(victim.available()).isEqualTo("100.00");
    Api.plain().get("/health/ready").then().statusCode(200);
    // It got past the parser often enough to have tried something.
    assertThat(answers.keySet()).contains(200, 400, 401, 404, 405, 413, 415, 422);
  }

  private static long postings(TestDatabase database) {
    return Rows.number(database, "select count(*) from posting");
  }

  private static String shown(byte[] request) {
    String text = new String(request, StandardCharsets.ISO_8859_1);
    return text.length() > 3_000 ? text.substring(0, 3_000) + "…" : text;
  }
}
