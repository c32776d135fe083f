package org.dompet.reconciliation;

/**
 * The books don't agree with themselves: a wallet with its postings, or something that is no
 * wallet's. Fired for new findings of {@code wallet-reconciliation}, in the transaction that
 * records them.
 */
public record BalanceMismatch(Finding finding) {}
