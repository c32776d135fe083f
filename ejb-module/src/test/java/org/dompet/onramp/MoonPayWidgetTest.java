package org.dompet.onramp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.dompet.configuration.Secret;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.junit.jupiter.api.Test;

class MoonPayWidgetTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

  /**
   * The signature was made by {@code printf %s "$query" | openssl dgst -sha256 -hmac sk_test_key
   * -binary | base64}.
   */
  @Test
  void signsTheQueryAsItIsSent() {
    Checkout checkout = new MoonPayWidget(settings("T9yD +/=")).open(order("12.5"));

    assertThat(checkout.url())
        .isEqualTo(
            "https://buy-sandbox.moonpay.com?apiKey=pk_test_key&currencyCode=usdt_trx"
                + "&quoteCurrencyAmount=12.5&lockAmount=true&walletAddress=T9yD%20%2B%2F%3D"
                + "&externalTransactionId=00000000-0000-0001-0000-000000000001"
                + "&externalCustomerId=00000000-0000-0002-0000-000000000002"
                + "&signature=tLdYmBKd0UA0fuaDVgzzPsS2mvxdU8SfNxj8tC%2FMauI%3D");
    assertThat(checkout.sessionReference()).isNull();
  }

  @Test
  void writesSmallAmountsWithoutAnExponent() {
    assertThat(new MoonPayWidget(settings("a")).open(order("0.000001")).url())
        .contains("quoteCurrencyAmount=0.000001&");
    assertThat(new MoonPayWidget(settings("a")).open(order("1000")).url())
        .contains("quoteCurrencyAmount=1000&");
  }

  @Test
  void knowsMoonPaysCodes() {
    Map<String, Currency> codes = MoonPaySettings.Source.currencies(MoonPaySettings.CURRENCIES);

    assertThat(codes)
        .containsEntry("usdt_trx", Currency.USDT)
        .containsEntry("ton", Currency.TON)
        .doesNotContainKey("thb");
    assertThat(settings("a").codeOf(Currency.USDT)).contains("usdt_trx");
    assertThat(settings("a").codeOf(Currency.THB)).isEmpty();
    assertThatThrownBy(() -> MoonPaySettings.Source.currencies("doge:DOGE"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dompet.onramp.moonpay.currencies");
    assertThatThrownBy(() -> MoonPaySettings.Source.currencies("usdt"))
        .hasMessageContaining("dompet.onramp.moonpay.currencies");
  }

  @Test
  void wantsBothKeysOrNone() {
    assertThatThrownBy(
            () ->
                new MoonPaySettings(
                    Optional.of("pk"),
                    Optional.empty(),
                    MoonPaySettings.WIDGET,
                    Map.of(),
                    Map.of(),
                    BigDecimal.TEN))
        .hasMessageContaining("together");
  }

  @Test
  void wantsAnAddressForEachCurrencyThatIsOfferedInProduction() {
    assertThat(settings("a").requireAddresses().isConfigured()).isTrue();
    MoonPaySettings without =
        new MoonPaySettings(
            Optional.of("pk"),
            Optional.of(new Secret("sk")),
            MoonPaySettings.WIDGET,
            Map.of("btc", Currency.BTC),
            Map.of(),
            BigDecimal.TEN);
    assertThatThrownBy(without::requireAddresses).hasMessageContaining("btc");
  }

  private static MoonPaySettings settings(String address) {
    return new MoonPaySettings(
        Optional.of("pk_test_key"),
        Optional.of(new Secret("sk_test_key")),
        URI.create("https://buy-sandbox.moonpay.com"),
        Map.of("usdt_trx", Currency.USDT),
        Map.of("usdt_trx", address),
        BigDecimal.TEN);
  }

  private static Order order(String usdt) {
    return new Order(
        new UUID(1, 0x1L),
        new UUID(2, 2),
        new UUID(3, 3),
        Provider.MOONPAY,
        Money.of(usdt, Currency.USDT),
        "key",
        NOW,
        NOW.plusSeconds(3600));
  }
}
