/**
 * The job {@code ledger-seal}: looks at the last seals, then seals what was booked since. Works
 * with {@code seal} and {@code reconciliation}, on the runs of {@code batch.run}.
 */
@NullMarked
package org.dompet.batch.seal;

import org.jspecify.annotations.NullMarked;
