package org.dompet.onramp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.dompet.configuration.Secret;
import org.dompet.money.Currency;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.junit.jupiter.api.Test;

class OnrampCatalogTest {
  private static final OrderSettings ORDERS = new OrderSettings(Duration.ofHours(1));
  private static final Duration FIVE = Duration.ofSeconds(5);
  private static final Optional<String> PAGE = Optional.of("https://app.example");

  @Test
  void offersNothingWithoutKeys() {
    OnrampCatalog catalog =
        new OnrampCatalog(moonPay(Optional.empty()), stripe(Optional.empty(), PAGE, FIVE), ORDERS);

    assertThat(catalog.offers()).isEmpty();
    for (Provider provider : Provider.values()) {
      assertThatThrownBy(() -> catalog.require(provider, Currency.THB))
          .isInstanceOfSatisfying(
              Refusal.class, no -> assertThat(no.kind()).isEqualTo(Kind.PROVIDER_NOT_CONFIGURED));
    }
  }

  @Test
  void offersEachCurrencyWhereItCanBeBought() {
    OnrampCatalog catalog =
        new OnrampCatalog(
            moonPay(Optional.of("pk")), stripe(Optional.of("sk"), PAGE, FIVE), ORDERS);

    catalog.require(Provider.MOONPAY, Currency.BTC);
    catalog.require(Provider.STRIPE, Currency.IDR);
    assertThatThrownBy(() -> catalog.require(Provider.MOONPAY, Currency.THB))
        .isInstanceOfSatisfying(
            Refusal.class, no -> assertThat(no.kind()).isEqualTo(Kind.CURRENCY_MISMATCH));
    assertThatThrownBy(() -> catalog.require(Provider.STRIPE, Currency.BTC))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void namesTheSettingThatIsWrong() {
    assertThatThrownBy(() -> stripe(Optional.of("sk"), Optional.empty(), FIVE))
        .hasMessageContaining("dompet.onramp.stripe.success-url");
    assertThatThrownBy(() -> stripe(Optional.empty(), PAGE, Duration.ofMinutes(1)))
        .hasMessageContaining("dompet.onramp.stripe.timeout");
    assertThatThrownBy(() -> new OrderSettings(Duration.ofHours(24)))
        .hasMessageContaining("dompet.onramp.order-lifetime");
    assertThatThrownBy(() -> new OrderSettings(Duration.ZERO))
        .hasMessageContaining("dompet.onramp.order-lifetime");
  }

  @Test
  void knowsProvidersByTheirCodes() {
    assertThat(Provider.of("moonpay")).isEqualTo(Provider.MOONPAY);
    assertThat(Provider.of("stripe").accountKind()).isEqualTo("external:stripe");
    for (String code : new String[] {"MOONPAY", "", "paypal"}) {
      assertThatThrownBy(() -> Provider.of(code)).isInstanceOf(Refusal.class);
    }
  }

  private static MoonPaySettings moonPay(Optional<String> key) {
    return new MoonPaySettings(
        key,
        key.map(Secret::new),
        MoonPaySettings.WIDGET,
        Map.of("btc", Currency.BTC),
        Map.of(),
        BigDecimal.TEN);
  }

  private static StripeSettings stripe(
      Optional<String> key, Optional<String> success, Duration timeout) {
    return new StripeSettings(
        key.map(Secret::new),
        URI.create("https://api.stripe.com"),
        success,
        Optional.empty(),
        timeout);
  }
}
