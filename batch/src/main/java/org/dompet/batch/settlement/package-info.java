/**
 * The job {@code provider-reconciliation}: statements that wait are matched, then each provider's
 * records are compared. Uses {@code settlement} and {@code statement}; run by {@code batch.run}.
 */
@NullMarked
package org.dompet.batch.settlement;

import org.jspecify.annotations.NullMarked;
