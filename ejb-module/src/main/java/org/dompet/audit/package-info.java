/**
 * Who did what, and what was refused: append-only, and never a payload or a secret.
 *
 * <p>Two logs. {@link org.dompet.audit.AuditLog} is what people did with their own, written by use
 * cases in their transactions; {@link org.dompet.audit.AccessLog} is every call of those who work
 * here, reads and refusals too, in a chain of hashes that {@link org.dompet.audit.VerifyAccessLog}
 * walks. The doors fill in {@link org.dompet.audit.Caller}. Depends on {@code time}.
 */
@NullMarked
package org.dompet.audit;

import org.jspecify.annotations.NullMarked;
