package org.dompet.webhook;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is kept of a body: no secrets, no card data, and only text that a database can hold. Fields
 * go by their names, card numbers wherever they stand.
 */
final class Payload {
  private static final String REMOVED = "[removed]";

  private static final JsonProvider JSON = JsonProvider.provider();
  private static final JsonBuilderFactory BUILDERS = JSON.createBuilderFactory(Map.of());

  /** Names in small letters, without underscores and hyphens. */
  private static final Set<String> SECRET =
      Set.of(
          "clientsecret",
          "secret",
          "password",
          "authorization",
          "apikey",
          "accesstoken",
          "refreshtoken",
          "token",
          "cvc",
          "cvv",
          "cvv2",
          "cvccheck",
          "securitycode",
          "pan",
          "accountnumber",
          "routingnumber",
          "iban",
          "sortcode",
          "expmonth",
          "expyear",
          "expirymonth",
          "expiryyear",
          "last4",
          "fingerprint",
          "lastdigits");

  /** Runs of 13 to 19 digits, whole or in the groups that cards print. */
  private static final Pattern MAYBE_CARD =
      Pattern.compile(
          "(?<![\\w-])([2-6]\\d{12,18}|[2-6]\\d{3}([ -])\\d{4}\\2\\d{4}\\2\\d{1,7}"
              + "|3\\d{3}[ -]\\d{6}[ -]\\d{5})(?![\\w-])");

  private Payload() {}

  /** The same object, without what must not be kept. */
  static JsonObject stripped(JsonObject object) {
    JsonObjectBuilder kept = BUILDERS.createObjectBuilder();
    object.forEach(
        (name, value) -> {
          if (!isSecret(name)) {
            kept.add(text(name), stripped(value));
          }
        });
    return kept.build();
  }

  private static JsonValue stripped(JsonValue value) {
    return switch (value.getValueType()) {
      case OBJECT -> stripped(value.asJsonObject());
      case ARRAY -> stripped(value.asJsonArray());
      case STRING -> string(text(((JsonString) value).getString()));
      case NUMBER -> number((JsonNumber) value);
      default -> value;
    };
  }

  private static JsonArray stripped(JsonArray array) {
    JsonArrayBuilder kept = BUILDERS.createArrayBuilder();
    array.forEach(item -> kept.add(stripped(item)));
    return kept.build();
  }

  private static boolean isSecret(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    return plain.startsWith("card") || plain.endsWith("secret") || SECRET.contains(plain);
  }

  private static JsonValue number(JsonNumber number) {
    String digits = number.toString();
    return text(digits).equals(digits) ? number : string(REMOVED);
  }

  private static JsonValue string(String text) {
    return JSON.createValue(text);
  }

  private static String text(String given) {
    Matcher found = MAYBE_CARD.matcher(given);
    String text =
        found.replaceAll(
            match -> isCardNumber(match.group()) ? Matcher.quoteReplacement(REMOVED) : "$0");
    return text.codePoints()
        .map(point -> point == 0 || isHalf(point) ? '\ufffd' : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isHalf(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }

  /** ISO/IEC 7812-1, Annex B: every second digit from the right counts double. */
  private static boolean isCardNumber(String text) {
    String digits = text.replaceAll("[ -]", "");
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int counted = i % 2 == 0 ? digit : 2 * digit;
      sum += counted > 9 ? counted - 9 : counted;
    }
    return sum % 10 == 0;
  }
}
