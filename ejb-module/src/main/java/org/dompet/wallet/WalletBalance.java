package org.dompet.wallet;

import java.time.Instant;
import java.util.UUID;
import org.dompet.ledger.Account;
import org.dompet.money.Money;

/**
 * A wallet as it stands.
 *
 * @param available what can be spent
 * @param held what is set aside
 */
public record WalletBalance(
    UUID walletId, Account.Status status, Money available, Money held, Instant openedAt) {

  public Money total() {
    return available.plus(held);
  }
}
