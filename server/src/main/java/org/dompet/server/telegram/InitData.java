package org.dompet.server.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs a Mini App's {@code initData} as Telegram does: HMAC-SHA256 over the sorted fields, with a
 * key derived from the bot's token.
 */
public final class InitData {

  private final String botToken;
  private final Clock clock;

  public InitData(String botToken, Clock clock) {
    this.botToken = botToken;
    this.clock = clock;
  }

  /**
   * Returns the query string that a Mini App would get, valid from now.
   *
   * @param queryId Telegram's id of the opened Mini App; any text
   */
  public String signedFor(TelegramUser user, String queryId) {
    SortedMap<String, String> fields =
        new TreeMap<>(
            Map.of(
                "auth_date", Long.toString(clock.instant().getEpochSecond()),
                "query_id", queryId,
                "user", user.toJson()));
    String checked = joined(fields, "\n", value -> value);
    byte[] secret = hmac("WebAppData".getBytes(UTF_8), botToken);
    String hash = HexFormat.of().formatHex(hmac(secret, checked));
    return joined(fields, "&", InitData::percentEncoded) + "&hash=" + hash;
  }

  private static String joined(
      SortedMap<String, String> fields, String separator, UnaryOperator<String> form) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + form.apply(field.getValue()))
        .collect(Collectors.joining(separator));
  }

  private static String percentEncoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  private static byte[] hmac(byte[] key, String message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(message.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
