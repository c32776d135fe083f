package org.dompet.web.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Requests that nobody should send, from a seed. Each is a good one to some door with a few things
 * spoilt, so that it gets as far in as it can; none may book anything.
 */
final class BadRequests {
  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "get", "BREW");
  private static final List<String> TYPES =
      List.of(
          "application/json; charset=utf-8",
          "application/json; charset=utf-16",
          "application/json; charset=nonsense",
          "text/plain",
          "application/x-www-form-urlencoded",
          "multipart/form-data",
          "multipart/form-data; boundary=",
          "application/problem+json",
          "/",
          "a/b/c",
          ";;;",
          "");

  /** No "Upgrade": with it the server's own layer leaves the type out of every answer. */
  private static final List<String> HEADERS =
      List.of(
          "Accept: text/html",
          "Accept: ;q=2",
          "Accept: */*;q=x",
          "Accept-Language: \u0001",
          "Accept-Encoding: gzip, \u00ff",
          "Content-Encoding: gzip",
          "Expect: 100-continue",
          "Expect: nothing",
          "Range: bytes=0-1,2-3",
          "If-None-Match: \"",
          "If-Modified-Since: yesterday",
          "Cookie: JSESSIONID=../../x; a=b; ;;=",
          "X-Request-Id: \u0000",
          "X-Request-Id: a\tb",
          "X-Forwarded-For: \u00e9",
          "X-HTTP-Method-Override: DELETE",
          "Content-Type: text/html",
          "Transfer-Encoding: identity",
          "Origin: null",
          ": nameless",
          "no colon");

  private final Random random;
  private final Person sender;
  private final Person victim;
  private final Person staff;

  BadRequests(long seed, Person sender, Person victim, Person staff) {
    this.random = new Random(seed);
    this.sender = sender;
    this.victim = victim;
    this.staff = staff;
  }

  /**
   * A door, what is sent to it, and what is in it; the latter two for those that take something.
   */
  private record Door(String method, Supplier<String> path, Supplier<byte[]> body) {}

  byte[] next() {
    Door door = doors().get(random.nextInt(doors().size()));
    String method = seldom(8) ? pick(METHODS) : door.method();
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(spoilt(door.path().get())).append(" HTTP/1.1\r\n");
    head.append("Host: localhost\r\nConnection: close\r\n");
    if (!seldom(8)) {
      Person caller = door.path().get().contains("/admin/") ? staff : sender;
      head.append("Authorization: ").append(authorization(caller)).append("\r\n");
    }
    if (!seldom(8)) {
      head.append("Idempotency-Key: ")
          .append(seldom(8) ? line() : UUID.randomUUID().toString())
          .append("\r\n");
    }
    if (seldom(5)) {
      head.append(pick(HEADERS)).append("\r\n");
    }
    if (method.equals("GET") && !seldom(8)) {
      return bytes(head.append("\r\n").toString());
    }
    head.append("Content-Type: ").append(seldom(6) ? pick(TYPES) : "application/json");
    byte[] body = door.body().get();
    if (seldom(4)) {
      head.append("\r\nTransfer-Encoding: chunked\r\n\r\n");
      head.append(Integer.toHexString(body.length)).append("\r\n");
      return join(bytes(head.toString()), body, bytes(seldom(8) ? "" : "\r\n0\r\n\r\n"));
    }
    int length = seldom(12) ? random.nextInt(200_000) : body.length;
    head.append("\r\nContent-Length: ").append(length).append("\r\n\r\n");
    return join(bytes(head.toString()), body);
  }

  private List<Door> doors() {
    String api = "/api/v1";
    String wallet =
        api + "/wallets/" + (random.nextBoolean() ? sender.walletId() : victim.walletId());
    return List.of(
        post(api + "/auth/telegram/webapp-verify", () -> object("initData")),
        post(api + "/auth/register", () -> object("email", "password", "displayName")),
        post(api + "/auth/login", () -> object("email", "password")),
        post(api + "/auth/refresh", () -> object("refreshToken")),
        post(api + "/auth/logout", () -> object("refreshToken")),
        post(api + "/wallets", () -> object("currency")),
        new Door("POST", () -> api + "/transfers", this::transfer),
        new Door("POST", () -> api + "/transfers", this::transfer),
        new Door("POST", () -> api + "/transfers", this::transfer),
        get(() -> wallet),
        get(() -> wallet + "/balance?at=" + query()),
        get(() -> wallet + "/entries?limit=" + query() + "&cursor=" + query()),
        get(() -> api + "/transfers?cursor=" + query() + "&limit=" + query()),
        get(() -> api + "/transfers/" + query()),
        get(() -> api + "/wallets/" + query()),
        post(api + "/onramp/orders", () -> object("walletId", "provider", "amount", "currency")),
        get(() -> api + "/onramp/orders?cursor=" + query() + "&limit=" + query()),
        get(() -> api + "/onramp/orders/" + query()),
        get(
            () ->
                api
                    + pick(List.of("/admin/alerts?status=", "/admin/alerts/unresolved?x="))
                    + query()
                    + "&alertType="
                    + query()
                    + "&limit="
                    + query()
                    + "&cursor="
                    + query()),
        get(() -> api + "/admin/alerts/" + query()),
        post(api + "/admin/alerts/" + UUID.randomUUID() + "/resolve", () -> object("notes")),
        get(() -> api + "/admin/dlq?provider=" + query() + "&cursor=" + query()),
        post(
            api + "/admin/dlq/" + UUID.randomUUID() + "/resolve",
            () -> object("resolution", "notes")),
        get(
            () ->
                api
                    + "/admin/reconciliation/findings?kind="
                    + query()
                    + "&walletId="
                    + query()
                    + "&cursor="
                    + query()),
        get(() -> api + "/admin/reconciliation/runs?job=" + query() + "&state=" + query()),
        get(() -> api + "/admin/jobs/" + query()),
        get(() -> "/problems/" + query()),
        get(() -> "/.well-known/jwks.json?" + query()),
        get(() -> "/openapi?format=" + query()),
        get(() -> "/" + query()));
  }

  private Door post(String path, Supplier<String> json) {
    return new Door("POST", () -> path, () -> broken(bytes(json.get())));
  }

  private Door get(Supplier<String> path) {
    return new Door("GET", path, () -> broken(bytes(object("a"))));
  }

  private String spoilt(String path) {
    return seldom(10)
        ? path
            + pick(
                List.of(
                    "/", "//", "/..", ";x=y", "%00", "?", "%", ".json", "/%2e%2e", "?a=%zz&&=&"))
        : path;
  }

  /** Nothing that could be a blank or the line's end: the request must stay one line. */
  private String query() {
    return pick(
        List.of(
            "",
            "0",
            "-1",
            "50",
            "1e9",
            "99999999999999999999",
            "%F0%9F%8D%9C",
            "%c3%28",
            "%00",
            "%",
            "%2",
            "null",
            "2026-01-01T00:00:00Z",
            "+1000000000-12-31T23:59:59.999999999Z",
            "-999999999-01-01T00:00:00Z",
            "9999-12-31T23:59:59%2B18:00",
            "2026-01-01T00%3A00%3A00Z_" + UUID.randomUUID() + "_1",
            "2026-01-01T00:00:00Z_" + UUID.randomUUID() + "_-9223372036854775808",
            "-1000000000-01-01T00:00:00Z_" + UUID.randomUUID() + "_1",
            "+1000000000-12-31T23:59:59Z_" + UUID.randomUUID() + "_1",
            "'%20or%20'1'='1",
            "..%2f..%2f",
            "%3Cscript%3E",
            "a".repeat(random.nextInt(3_000)),
            UUID.randomUUID().toString()));
  }

  private String authorization(Person caller) {
    return switch (random.nextInt(8)) {
      case 0 -> "Bearer";
      case 1 -> "Bearer " + line();
      case 2 -> "Basic dXNlcjpwYXNz";
      case 3 -> "Bearer " + caller.accessToken() + ".x";
      default -> "Bearer " + caller.accessToken();
    };
  }

  /** With a byte changed, or nothing but noise, now and then. */
  private byte[] broken(byte[] json) {
    if (seldom(10)) {
      byte[] noise = new byte[random.nextInt(seldom(10) ? 100_000 : 300)];
      random.nextBytes(noise);
      return noise;
    }
    if (seldom(4) && json.length > 0) {
      json[random.nextInt(json.length)] = (byte) random.nextInt(256);
    }
    return json;
  }

  /**
   * Good in all but its amount or its recipient, one of which is always spoilt. No byte is changed
   * afterwards, which could mend it; but it may end too soon.
   */
  private byte[] transfer() {
    boolean badAmount = random.nextBoolean();
    String to =
        badAmount
            ? "{\"walletId\":\"" + victim.walletId() + "\"}"
            : pick(
                List.of(
                    "{}",
                    "null",
                    "[]",
                    "\"x\"",
                    "{\"walletId\":\"" + UUID.randomUUID() + "\"}",
                    "{\"telegramId\":" + value() + "}",
                    "{\"username\":" + value() + "}",
                    "{\"walletId\":" + value() + "}"));
    String amount =
        badAmount
            ? pick(
                List.of(
                    "\"-1\"",
                    "\"0\"",
                    "\"1.001\"",
                    "\"1e5\"",
                    "1",
                    "1.0",
                    "-0.0",
                    "1e400",
                    "\"" + "9".repeat(random.nextInt(300) + 19) + "\"",
                    "null",
                    "\"\"",
                    "\"\u0661\"",
                    "\"\\ud800\"",
                    "[1]"))
            : "\"1.00\"";
    String json =
        "{\"fromWalletId\":\""
            + (seldom(5) ? victim.walletId() : sender.walletId())
            + "\",\"to\":"
            + to
            + ",\"amount\":"
            + amount
            + ",\"currency\":"
            + (seldom(5) ? value() : "\"THB\"")
            + (seldom(3) ? ",\"note\":" + value() : "")
            + (seldom(8) ? "," + text("x") + ":1" : "")
            + "}";
    String sent = seldom(10) ? json.substring(0, random.nextInt(json.length())) : json;
    return seldom(10) ? sent.getBytes(StandardCharsets.UTF_16) : bytes(sent);
  }

  private String object(String... fields) {
    StringBuilder json = new StringBuilder("{");
    for (String field : fields) {
      json.append(json.length() > 1 ? "," : "")
          .append('"')
          .append(field)
          .append("\":")
          .append(value());
    }
    return json.append(seldom(8) ? "" : "}").toString();
  }

  private String value() {
    return switch (random.nextInt(14)) {
      case 0 -> "null";
      case 1 -> "true";
      case 2 -> String.valueOf(random.nextLong());
      case 3 -> "1".repeat(random.nextInt(400) + 1);
      case 4 -> "1e" + random.nextInt(100_000);
      case 5 -> "-" + random.nextDouble();
      case 6 -> "[".repeat(random.nextInt(1_500));
      case 7 -> "{\"a\":".repeat(random.nextInt(50));
      case 8 -> "\"\\ud800\"";
      case 9 -> "\"\\u0000\"";
      case 10 -> "\"" + "x".repeat(random.nextInt(40_000)) + "\"";
      default -> text("");
    };
  }

  private String text(String prefix) {
    return "\"" + prefix + text().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(30); i > 0; i--) {
      text.appendCodePoint(
          switch (random.nextInt(6)) {
            case 0 -> random.nextInt(32);
            case 1 -> random.nextInt(0x10ffff);
            case 2 -> 0xd800 + random.nextInt(0x800);
            default -> 32 + random.nextInt(95);
          });
    }
    return text.toString();
  }

  /** Text on one line. */
  private String line() {
    return text().replaceAll("[\r\n]", "");
  }

  private boolean seldom(int times) {
    return random.nextInt(times) == 0;
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
