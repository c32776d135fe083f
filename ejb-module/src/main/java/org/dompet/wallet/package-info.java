/**
 * Wallets: a person's money in one currency.
 *
 * <p>A wallet owns two accounts of the ledger, available and held, and never changes itself: its
 * balance and status are theirs. {@link org.dompet.wallet.OpenWallet} opens one; a new user gets
 * one at once. {@link org.dompet.wallet.Wallets} knows them all, and keeps what can't change in
 * memory.
 *
 * <p>Depends on {@code ledger} and {@code identity}; transfers and everything else that moves money
 * depends on this.
 */
@NullMarked
package org.dompet.wallet;

import org.jspecify.annotations.NullMarked;
