package org.dompet.correction;

/**
 * A correction was asked for, done or rejected. Fired in the transaction that does it.
 *
 * @param correction as it stands now
 */
public record CorrectionChanged(Correction correction) {}
