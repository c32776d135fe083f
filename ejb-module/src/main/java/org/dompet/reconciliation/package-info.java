/**
 * Whether the books agree with themselves and with the world: what is compared, and what was found.
 *
 * <p>{@link org.dompet.reconciliation.ReconcileWallets} proves the books part by part: accounts
 * against their postings, entries, currencies, wallets and their holds, credits. The proofs
 * themselves are functions of the database ({@code V12__proofs.sql}); each part is one statement,
 * and so one snapshot. {@link org.dompet.reconciliation.WalletChecks} shows wallets one by one.
 * What a run finds is kept in {@link org.dompet.reconciliation.Findings}, which raises a flag on
 * the wallet; {@link org.dompet.reconciliation.AcknowledgeFinding} is a person's answer. Nothing
 * here changes money.
 *
 * <p>Fires {@link org.dompet.reconciliation.BalanceMismatch}. Uses {@code job}, {@code audit},
 * {@code refusal} and {@code time}. Who runs it is {@code batch.reconciliation}, and the operator's
 * command.
 */
@NullMarked
package org.dompet.reconciliation;

import org.jspecify.annotations.NullMarked;
