package org.dompet.web.attack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.dompet.web.http.Person;
import org.dompet.web.http.RawHttp;

/**
 * A request to a route that begins as a good one, of which something is then spoilt. Whatever it
 * names is nobody's, but for the caller's own wallet, which is empty: nothing it asks for may come
 * true.
 */
final class Attempt {
  private static final AtomicInteger ADDRESSES = new AtomicInteger();

  private final Route route;
  private final Map<String, String> inPath = new LinkedHashMap<>();
  private final Map<String, String> query = new LinkedHashMap<>();
  private final Map<String, String> headers = new LinkedHashMap<>();
  private String method;
  private String path;
  private String rawQuery = "";
  private byte[] body;

  private Attempt(Route route, Person caller) {
    this.route = route;
    this.method = route.method();
    this.path = route.path();
    for (Route.Input input : route.inputs()) {
      switch (input.in()) {
        case "path" -> inPath.put(input.name(), encoded(input.value()));
        case "query" -> query.put(input.name(), encoded(input.value()));
        default -> headers.put(input.name(), input.value());
      }
    }
    query.remove("cursor");
    headers.put("Host", "localhost");
    if (!route.path().contains("webhook")) {
      // Another address each: what is counted by address is not what is tried here.
      int number = ADDRESSES.incrementAndGet();
      headers.put("X-Forwarded-For", "2001:db8:" + Integer.toHexString(number & 0xffff) + "::1");
    }
    headers.put("Connection", "close");
    if (!route.open() && caller != null) {
      headers.put("Authorization", "Bearer " + caller.accessToken());
    }
    if (headers.containsKey("Idempotency-Key")) {
      headers.put("Idempotency-Key", UUID.randomUUID().toString());
    }
    if (!route.bodyType().isEmpty()) {
      headers.put("Content-Type", route.bodyType());
      body =
          bytes(route.takesJson() ? json(caller).toString() : "date,reference,amount,currency\n");
    }
  }

  /** A good one. */
  static Attempt at(Route route, Person caller) {
    return new Attempt(route, caller);
  }

  /** What the route takes, with the caller's own wallet where one is asked for. */
  ObjectNode json(Person caller) {
    ObjectNode json = route.body().deepCopy();
    if (caller != null && !route.isForStaff()) {
      json.fieldNames()
          .forEachRemaining(
              name -> {
                if (name.equals("walletId") || name.equals("fromWalletId")) {
                  json.put(name, caller.walletId().toString());
                }
              });
    }
    if (json.has("job")) {
      json.put("job", "none-such");
    }
    if (json.has("password")) {
      // Refused before the password is hashed, which takes longer than all else.
      json.put("email", "nobody");
    }
    return json;
  }

  Attempt method(String name) {
    method = name;
    return this;
  }

  /** The target as it is sent, with parameters still in braces. */
  Attempt path(String raw) {
    path = raw;
    return this;
  }

  Attempt inPath(String name, String raw) {
    inPath.put(name, raw);
    return this;
  }

  Attempt query(String name, String raw) {
    query.put(name, raw);
    return this;
  }

  /** After everything else, with its own ampersand. */
  Attempt rawQuery(String raw) {
    rawQuery = raw;
    return this;
  }

  /** Null takes it away. */
  Attempt header(String name, String value) {
    if (value == null) {
      headers.remove(name);
    } else {
      headers.put(name, value);
    }
    return this;
  }

  Attempt body(JsonNode json) {
    return body(bytes(json.toString()));
  }

  Attempt body(byte[] raw) {
    body = raw.clone();
    return this;
  }

  Attempt withoutBody() {
    body = null;
    headers.remove("Content-Type");
    return this;
  }

  RawHttp.Answer send() {
    return RawHttp.send(request());
  }

  /** As it goes over the wire. */
  byte[] request() {
    StringBuilder head = new StringBuilder(method).append(' ').append(target());
    head.append(" HTTP/1.1\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (body != null) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(bytes(head.append("\r\n").toString()));
    if (body != null) {
      request.writeBytes(body);
    }
    return request.toByteArray();
  }

  private String target() {
    StringBuilder target = new StringBuilder(path);
    inPath.forEach(
        (name, value) -> {
          int at = target.indexOf("{" + name + "}");
          if (at >= 0) {
            target.replace(at, at + name.length() + 2, value);
          }
        });
    StringBuilder search = new StringBuilder();
    query.forEach(
        (name, value) ->
            search.append(search.isEmpty() ? "" : "&").append(name).append('=').append(value));
    search.append(rawQuery);
    return search.isEmpty() ? target.toString() : target + "?" + search;
  }

  Route route() {
    return route;
  }

  byte[] sentBody() {
    return body.clone();
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    String text =
        new String(request(), StandardCharsets.UTF_8)
            .replaceFirst("Bearer [^ ]{20}[^ \r]*", "Bearer …");
    return text.length() > 600 ? text.substring(0, 600) + "…" : text;
  }
}
