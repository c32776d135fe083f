/**
 * Money from one person's wallet to another's.
 *
 * <p>{@link org.dompet.transfer.MakeTransfer} checks the parties and books one journal entry of
 * kind {@code TRANSFER}: that entry is the transfer, there is no other row. {@link
 * org.dompet.transfer.Transfers} reads such entries as what they are. {@link
 * org.dompet.transfer.TransferMade} tells the observers.
 *
 * <p>Depends on {@code wallet}, {@code ledger} and {@code identity}.
 */
@NullMarked
package org.dompet.transfer;

import org.jspecify.annotations.NullMarked;
