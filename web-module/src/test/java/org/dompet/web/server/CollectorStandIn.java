package org.dompet.web.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Stands for a collector of traces (OTLP over HTTP) on a free port of the loopback. The server
 * finds it by its configuration.
 */
public final class CollectorStandIn {
  private static final Queue<Span> SPANS = new ConcurrentLinkedQueue<>();
  private static final HttpServer SERVER = start();

  private CollectorStandIn() {}

  /** What is known of a span. */
  public record Span(String trace, String id, String parent, String name) {}

  static String url() {
    return "http://127.0.0.1:" + SERVER.getAddress().getPort();
  }

  /** The spans of a trace that have come so far. */
  public static List<Span> spans(String trace) {
    return SPANS.stream().filter(span -> span.trace().equals(trace)).toList();
  }

  private static HttpServer start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/v1/traces", CollectorStandIn::take);
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    // ExportTraceServiceRequest > ResourceSpans > ScopeSpans > Span, as OTLP numbers them.
    for (ByteBuffer resource : fields(ByteBuffer.wrap(body)).getOrDefault(1, List.of())) {
      for (ByteBuffer scope : fields(resource).getOrDefault(2, List.of())) {
        for (ByteBuffer span : fields(scope).getOrDefault(2, List.of())) {
          Map<Integer, List<ByteBuffer>> parts = fields(span);
          SPANS.add(
              new Span(
                  hex(parts, 1),
                  hex(parts, 2),
                  hex(parts, 4),
                  new String(bytes(parts, 5), StandardCharsets.UTF_8)));
        }
      }
    }
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private static String hex(Map<Integer, List<ByteBuffer>> parts, int field) {
    return HexFormat.of().formatHex(bytes(parts, field));
  }

  private static byte[] bytes(Map<Integer, List<ByteBuffer>> parts, int field) {
    if (!parts.containsKey(field)) {
      return new byte[0];
    }
    ByteBuffer value = parts.get(field).get(0).duplicate();
    byte[] bytes = new byte[value.remaining()];
    value.get(bytes);
    return bytes;
  }

  /** The fields with a length of a message of Protocol Buffers; the others are left out. */
  private static Map<Integer, List<ByteBuffer>> fields(ByteBuffer message) {
    ByteBuffer in = message.duplicate().order(java.nio.ByteOrder.LITTLE_ENDIAN);
    Map<Integer, List<ByteBuffer>> fields = new HashMap<>();
    while (in.hasRemaining()) {
      long tag = number(in);
      switch ((int) (tag & 7)) {
        case 0 -> number(in);
        case 1 -> in.getLong();
        case 2 -> {
          int length = (int) number(in);
          fields
              .computeIfAbsent((int) (tag >> 3), field -> new ArrayList<>())
              .add(in.slice(in.position(), length));
          in.position(in.position() + length);
        }
        case 5 -> in.getInt();
        default -> throw new IllegalStateException("No such type in " + tag);
      }
    }
    return fields;
  }

  private static long number(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte part = in.get();
      value |= (long) (part & 0x7f) << shift;
      if (part >= 0) {
        return value;
      }
    }
  }
}
