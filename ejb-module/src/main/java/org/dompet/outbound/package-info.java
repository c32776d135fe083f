/**
 * What every call to another server has in common: which addresses may be called ({@link
 * org.dompet.outbound.Endpoint} for those that the operator configures, {@link
 * org.dompet.outbound.PublicAddress} for those that a person names while we run), how long an
 * answer may be, and how its patience is configured.
 *
 * <p>The calls themselves belong to their components: {@code onramp}, {@code settlement}, {@code
 * notification}. Each is one method with MicroProfile Fault Tolerance's annotations on it, outside
 * of any transaction; {@code FaultToleranceSource} gives their numbers names that a person can
 * remember.
 */
@NullMarked
package org.dompet.outbound;

import org.jspecify.annotations.NullMarked;
