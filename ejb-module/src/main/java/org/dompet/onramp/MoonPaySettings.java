package org.dompet.onramp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dompet.configuration.Secret;
import org.dompet.money.Currency;
import org.dompet.refusal.Refusal;
import org.eclipse.microprofile.config.Config;

/**
 * How we know MoonPay, and it us.
 *
 * @param publishableKey {@code dompet.onramp.moonpay.publishable-key}; empty: not configured
 * @param secretKey {@code dompet.onramp.moonpay.secret-key}: signs the widget's address
 * @param widgetUrl {@code dompet.onramp.moonpay.widget-url}: production or sandbox
 * @param currencies {@code dompet.onramp.moonpay.currencies}: MoonPay's codes and what they are
 *     here, such as {@code usdt_trx:USDT}; the first code of a currency is the one offered, all are
 *     credited
 * @param addresses {@code dompet.onramp.moonpay.addresses}: where MoonPay sends what it sold, by
 *     its code, such as {@code usdt_trx:T9yD…}; needed in production for each code offered
 * @param tolerance {@code dompet.onramp.moonpay.tolerance}: by how many hundredths of the order
 *     what arrives may differ from it, since prices move until the payment is made; 0 to 50
 */
public record MoonPaySettings(
    Optional<String> publishableKey,
    Optional<Secret> secretKey,
    URI widgetUrl,
    Map<String, Currency> currencies,
    Map<String, String> addresses,
    BigDecimal tolerance) {
  static final URI WIDGET = URI.create("https://buy.moonpay.com");
  static final String CURRENCIES = "usdt_trx:USDT,usdt:USDT,usdt_ton:USDT,btc:BTC,ton:TON,eth:ETH";

  private static final String KEY = "dompet.onramp.moonpay.";
  private static final BigDecimal MOST_TOLERANCE = BigDecimal.valueOf(50);

  public MoonPaySettings {
    currencies = Collections.unmodifiableMap(new LinkedHashMap<>(currencies));
    addresses = Map.copyOf(addresses);
    if (publishableKey.isPresent() != secretKey.isPresent()) {
      throw new IllegalArgumentException(
          KEY + "publishable-key and secret-key must be set together");
    }
    if (tolerance.signum() < 0 || tolerance.compareTo(MOST_TOLERANCE) > 0) {
      throw new IllegalArgumentException(KEY + "tolerance must be between 0 and 50");
    }
    for (String code : addresses.keySet()) {
      if (!currencies.containsKey(code)) {
        throw new IllegalArgumentException(
            KEY + "addresses must name codes of " + KEY + "currencies, not " + code);
      }
    }
  }

  /** True if there are keys. */
  public boolean isConfigured() {
    return publishableKey.isPresent();
  }

  /** The code that is offered for a currency of ours. */
  Optional<String> codeOf(Currency currency) {
    return currencies.entrySet().stream()
        .filter(entry -> entry.getValue() == currency)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** What can be bought. */
  List<Currency> offered() {
    return currencies.values().stream().distinct().toList();
  }

  /**
   * Stops the start if MoonPay would not know where to send money to: it would ask the person, and
   * what was paid for would not come to us.
   */
  MoonPaySettings requireAddresses() {
    for (Currency currency : isConfigured() ? offered() : List.<Currency>of()) {
      String code = codeOf(currency).orElseThrow();
      if (!addresses.containsKey(code)) {
        throw new IllegalArgumentException(
            KEY + "addresses must have one for " + code + " in production");
      }
    }
    return this;
  }

  /** Reads them from the configuration. */
  @ApplicationScoped
  static class Source {
    @Produces
    MoonPaySettings settings(Config config) {
      MoonPaySettings settings =
          new MoonPaySettings(
              text(config, "publishable-key"),
              text(config, "secret-key").map(Secret::new),
              text(config, "widget-url").map(URI::create).orElse(WIDGET),
              currencies(text(config, "currencies").orElse(CURRENCIES)),
              pairs("addresses", text(config, "addresses").orElse("")),
              config.getOptionalValue(KEY + "tolerance", BigDecimal.class).orElse(BigDecimal.TEN));
      boolean production =
          config.getOptionalValue("dompet.profile", String.class).orElse("").equals("production");
      return production ? settings.requireAddresses() : settings;
    }

    private static Optional<String> text(Config config, String name) {
      return config
          .getOptionalValue(KEY + name, String.class)
          .map(String::strip)
          .filter(value -> !value.isEmpty());
    }

    static Map<String, Currency> currencies(String list) {
      Map<String, Currency> currencies = new LinkedHashMap<>();
      pairs("currencies", list)
          .forEach(
              (code, currency) -> {
                try {
                  currencies.put(code, Currency.of(currency));
                } catch (Refusal unknown) {
                  throw new IllegalArgumentException(
                      KEY + "currencies must name currencies of Dompet, not " + currency, unknown);
                }
              });
      return currencies;
    }

    private static Map<String, String> pairs(String name, String list) {
      Map<String, String> pairs = new LinkedHashMap<>();
      Arrays.stream(list.split(",", -1))
          .map(String::strip)
          .filter(pair -> !pair.isEmpty())
          .forEach(
              pair -> {
                int colon = pair.indexOf(':');
                if (colon < 1 || colon == pair.length() - 1) {
                  throw new IllegalArgumentException(
                      KEY + name + " must be pairs like usdt_trx:…, separated by commas");
                }
                pairs.put(pair.substring(0, colon), pair.substring(colon + 1));
              });
      return pairs;
    }
  }
}
