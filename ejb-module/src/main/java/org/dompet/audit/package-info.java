/**
 * Who did what, and what was refused: append-only, and never a payload or a secret.
 *
 * <p>The doors fill in {@link org.dompet.audit.Caller}; use cases write to {@link
 * org.dompet.audit.AuditLog}. Depends on {@code time}.
 */
@NullMarked
package org.dompet.audit;

import org.jspecify.annotations.NullMarked;
