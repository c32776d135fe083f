package org.dompet.transfer;

import java.util.UUID;

/** Whom a transfer is for. */
public sealed interface Recipient {

  /** A wallet, known exactly. */
  record ByWallet(UUID walletId) implements Recipient {}

  /** Whoever has this Telegram id; it never changes hands. */
  record ByTelegramId(long telegramId) implements Recipient {}

  /** Whoever has this Telegram username when the transfer is made. */
  record ByUsername(String username) implements Recipient {}

  /** How the request said it, for recognising the same request again. */
  default String asAsked() {
    if (this instanceof ByWallet wallet) {
      return "wallet:" + wallet.walletId();
    }
    return this instanceof ByTelegramId telegram
        ? "telegram:" + telegram.telegramId()
        : "username:" + ((ByUsername) this).username();
  }
}
