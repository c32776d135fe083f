package org.dompet.wallet;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.Arrays;
import org.dompet.money.Currency;
import org.eclipse.microprofile.config.Config;

/**
 * What a wallet is when nobody says.
 *
 * @param defaultCurrency {@code dompet.wallet.default-currency}: of the wallet that a new user gets
 */
record WalletSettings(Currency defaultCurrency) {

  /** Reads it from the configuration. */
  @ApplicationScoped
  static class Source {
    @Produces
    WalletSettings settings(Config config) {
      String code =
          config.getOptionalValue("dompet.wallet.default-currency", String.class).orElse("THB");
      return new WalletSettings(
          Arrays.stream(Currency.values())
              .filter(currency -> currency.name().equals(code))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "dompet.wallet.default-currency must be one of "
                              + Arrays.toString(Currency.values()))));
    }
  }
}
