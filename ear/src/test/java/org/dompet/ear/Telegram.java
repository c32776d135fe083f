package org.dompet.ear;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What Telegram gives to a page that a bot opened: initData, signed with the bot's token. */
final class Telegram {
  static final String BOT_TOKEN = "7000000001:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr";

  private Telegram() {}

  static String initData(long id, String name) throws GeneralSecurityException {
    Map<String, String> fields = new TreeMap<>();
    fields.put("auth_date", String.valueOf(Clock.systemUTC().instant().getEpochSecond()));
    fields.put(
        "user", "{\"id\":%d,\"first_name\":\"%s\",\"username\":\"%s\"}".formatted(id, name, name));
    String text =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + field.getValue())
            .collect(Collectors.joining("\n"));
    byte[] secret = hmac("WebAppData".getBytes(UTF_8), BOT_TOKEN);
    fields.put("hash", HexFormat.of().formatHex(hmac(secret, text)));
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(UTF_8));
  }
}
