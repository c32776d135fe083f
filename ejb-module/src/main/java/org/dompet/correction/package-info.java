/**
 * Corrections: what administrators do to a wallet by hand, with a reason. A credit or a debit is a
 * journal entry against {@code adjustments}; above an amount, and to unfreeze a wallet, two of them
 * are needed. Events: {@link org.dompet.correction.CorrectionChanged}. Depends on {@code wallet},
 * {@code ledger} and {@code audit}.
 */
@NullMarked
package org.dompet.correction;

import org.jspecify.annotations.NullMarked;
