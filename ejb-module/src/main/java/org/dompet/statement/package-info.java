/**
 * Providers' statements, uploaded as CSV and held against our books.
 *
 * <p>{@link org.dompet.statement.UploadStatement} keeps a file as lines ({@code StatementReader}
 * refuses what it does not understand, naming line and column); a run matches them later: {@link
 * org.dompet.statement.ReconcileStatements} reads both sides, {@code Matching} says which lines are
 * which entries and why, and what has nothing to match becomes a finding. Nothing here changes
 * money. {@link org.dompet.statement.Statements} reads what came of it.
 *
 * <p>Neighbours: {@code settlement} for discrepancies and their event, {@code reconciliation} for
 * findings, {@code job} for runs, {@code onramp} for providers.
 */
@NullMarked
package org.dompet.statement;

import org.jspecify.annotations.NullMarked;
