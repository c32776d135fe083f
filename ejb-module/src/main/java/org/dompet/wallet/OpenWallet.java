package org.dompet.wallet;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;
import org.dompet.identity.UserRegistered;
import org.dompet.ledger.Accounts;
import org.dompet.ledger.RetriesConflicts;
import org.dompet.money.Currency;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.time.UuidV7;

/** Opens a wallet with its two accounts; everybody has at most one in a currency. */
@ApplicationScoped
public class OpenWallet {
  private Wallets wallets;
  private Accounts accounts;
  private WalletSettings settings;
  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected OpenWallet() {}

  @Inject
  OpenWallet(Wallets wallets, Accounts accounts, WalletSettings settings, Clock clock) {
    this.wallets = wallets;
    this.accounts = accounts;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Opens it, empty.
   *
   * @throws Refusal {@link Kind#WALLET_EXISTS} if there is one
   */
  @RetriesConflicts
  @Transactional
  public Wallet open(UUID userId, Currency currency) {
    if (wallets.find(userId, currency).isPresent()) {
      throw Refusal.of(Kind.WALLET_EXISTS, "currency", "is that of a wallet which is open already");
    }
    Wallet wallet =
        new Wallet(
            UuidV7.next(clock),
            userId,
            currency,
            accounts.open("available", currency),
            accounts.open("held", currency),
            clock.instant());
    wallets.add(wallet);
    return wallet;
  }

  /** The currency of the wallet that somebody new gets. */
  public Currency firstCurrency() {
    return settings.defaultCurrency();
  }

  @Transactional
  void openFirst(@Observes UserRegistered event) {
    open(event.userId(), firstCurrency());
  }
}
