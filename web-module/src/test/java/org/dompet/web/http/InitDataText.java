package org.dompet.web.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.dompet.web.server.TestServer;

/** initData as Telegram writes and signs it; what a test takes back or adds is signed too. */
final class InitDataText {
  private final Map<String, String> fields = new LinkedHashMap<>();

  private InitDataText() {}

  static InitDataText of(String userJson) {
    InitDataText data = new InitDataText();
    data.fields.put("query_id", "AAHdF6IQAAAAAN0XohDhrOrc");
    data.fields.put("user", userJson);
    data.fields.put("auth_date", String.valueOf(Instant.now().getEpochSecond()));
    return data;
  }

  static InitDataText of(long id, String firstName, String username) {
    return of(
        "{\"id\":%d,\"first_name\":\"%s\",\"username\":\"%s\",\"language_code\":\"th\"}"
            .formatted(id, firstName, username));
  }

  InitDataText with(String field, String value) {
    fields.put(field, value);
    return this;
  }

  InitDataText without(String field) {
    fields.remove(field);
    return this;
  }

  /** The string, signed with the bot's token that is in use. */
  String signed() {
    return signed(TestServer.BOT_TOKENS.get(0));
  }

  String signed(String botToken) {
    return unsigned() + "&hash=" + hash(botToken);
  }

  /** With a plus for each blank, where {@link #signed()} has a percent sign and 20. */
  String signedWithPluses() {
    return signed().replace("%20", "+");
  }

  String unsigned() {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + encode(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  String hash(String botToken) {
    String text =
        new TreeMap<>(fields)
            .entrySet().stream()
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining("\n"));
    return HexFormat.of()
        .formatHex(hmac(hmac("WebAppData".getBytes(StandardCharsets.UTF_8), botToken), text));
  }

  private static byte[] hmac(byte[] key, String message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
