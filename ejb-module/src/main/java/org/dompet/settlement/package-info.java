/**
 * What providers say of themselves, held against our orders and our books.
 *
 * <p>{@link org.dompet.settlement.ReconcileProvider} asks a provider for what happened in a window
 * of time ({@code MoonPayRecords}, {@code StripeRecords}: two {@link
 * org.dompet.settlement.ProviderRecords}), keeps it as rows ({@code StagedRecords}), asks once more
 * about what is credited here and was not among it, and compares all of it in one statement ({@code
 * Comparison}). Nothing remote happens within a transaction, and nothing here changes money.
 *
 * <p>Events: {@link org.dompet.settlement.ProviderMismatch}, in the transaction that records the
 * findings. Neighbours: {@code reconciliation} keeps the findings, {@code job} how far a run is,
 * {@code onramp} the settings of providers; {@code statement} compares files.
 */
@NullMarked
package org.dompet.settlement;

import org.jspecify.annotations.NullMarked;
