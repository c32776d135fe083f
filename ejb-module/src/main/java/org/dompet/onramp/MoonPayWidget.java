package org.dompet.onramp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The address of MoonPay's widget for an order. Nothing is asked of MoonPay: what the widget may
 * sell is in the address, and the signature keeps the person from changing it.
 */
@ApplicationScoped
class MoonPayWidget {
  private static final String ALGORITHM = "HmacSHA256";

  private MoonPaySettings settings;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected MoonPayWidget() {}

  @Inject
  MoonPayWidget(MoonPaySettings settings) {
    this.settings = settings;
  }

  Checkout open(Order order) {
    String code = settings.codeOf(order.amount().currency()).orElseThrow();
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("apiKey", settings.publishableKey().orElseThrow());
    parameters.put("currencyCode", code);
    parameters.put(
        "quoteCurrencyAmount", order.amount().amount().stripTrailingZeros().toPlainString());
    parameters.put("lockAmount", "true");
    Optional.ofNullable(settings.addresses().get(code))
        .ifPresent(address -> parameters.put("walletAddress", address));
    parameters.put("externalTransactionId", order.id().toString());
    parameters.put("externalCustomerId", order.userId().toString());
    String query =
        "?"
            + parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
    return new Checkout(
        settings.widgetUrl() + query + "&signature=" + encode(signature(query)), null);
  }

  /** Over the query as it is sent, with its question mark and percent signs. */
  private String signature(String query) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      byte[] key = settings.secretKey().orElseThrow().bytes();
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return Base64.getEncoder()
          .encodeToString(mac.doFinal(query.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** As JavaScript's encodeURIComponent does it, by which MoonPay checks. */
  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
