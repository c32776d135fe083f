/**
 * Seals: history that was touched behind the software's back shows.
 *
 * <p>{@link org.dompet.seal.SealLedger} hashes what was booked since the last seal, and chains the
 * hashes; {@link org.dompet.seal.VerifySeals} walks the chain and names what no longer fits. Who
 * owns the database could make all seals anew: only a copy of the head that is kept elsewhere
 * ({@link org.dompet.seal.Seal#head}) shows that.
 *
 * <p>Neighbours: the tables of {@code ledger} below, read only; the job {@code ledger-seal} and the
 * operator's command above. Plain JDBC, since the command runs it outside a container.
 */
@NullMarked
package org.dompet.seal;

import org.jspecify.annotations.NullMarked;
