package org.dompet.server.readiness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Stands for a server that answers as it should, but for what a test makes it answer. */
final class StandInServer implements AutoCloseable {
  static final String ORIGIN = "https://web.telegram.org";

  private static final String OPENAPI =
      """
      paths:
        /api/v1/wallets:
          get:
        /api/v1/admin/jobs:
          get:
        /api/v1/admin/jobs/{code}/run:
          parameters:
          post:
      """;

  private final HttpServer server;
  private final Map<String, Integer> statuses = new HashMap<>();
  private final Map<String, String> bodies = new HashMap<>();
  private final Map<String, String> headers = new HashMap<>();
  private boolean allowsEverybody;

  StandInServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.createContext("/", this::answer);
    server.start();
    reset();
  }

  /** Everything as it should be. */
  void reset() {
    statuses.clear();
    bodies.clear();
    headers.clear();
    allowsEverybody = false;
    headers.putAll(
        Map.of(
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "X-Frame-Options", "DENY",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "Strict-Transport-Security", "max-age=31536000",
            "RateLimit-Policy", "\"features\";q=100;w=60"));
    for (String path :
        new String[] {"/docs/", "/ready", "/problems/not-found", "/api/v1/features"}) {
      status(path, 200);
    }
    status("/openapi", 200);
    bodies.put("/openapi", OPENAPI);
    status("/metrics", 200);
    StringBuilder metrics = new StringBuilder("memory_maxHeap_bytes 1.048576E8\n");
    for (char name = 'a'; name < 'p'; name++) {
      metrics.append("dompet_").append(name).append("_total{} 1.0\n");
    }
    bodies.put("/metrics", metrics.toString());
  }

  RunningServer client() {
    return new RunningServer(
        Optional.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort())));
  }

  void status(String path, int status) {
    statuses.put(path, status);
  }

  void body(String path, String body) {
    bodies.put(path, body);
  }

  /** On every answer. */
  void header(String name, String value) {
    headers.put(name, value);
  }

  void withoutHeader(String name) {
    headers.remove(name);
  }

  void allowEverybody() {
    allowsEverybody = true;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    exchange.getRequestBody().readAllBytes();
    headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    String origin = exchange.getRequestHeaders().getFirst("Origin");
    if (origin != null
        && (allowsEverybody || (origin.equals(ORIGIN) && !path.contains("/admin/")))) {
      exchange.getResponseHeaders().set("Access-Control-Allow-Origin", origin);
    }
    int status = statuses.getOrDefault(path, path.equals("/nowhere-at-all") ? 404 : 401);
    if (status >= 400) {
      exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
    }
    byte[] body = bodies.getOrDefault(path, "{}").getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
