/**
 * The doors of {@code /api/v1/admin/reconciliation}: runs of all jobs, what they have found, and
 * which wallets need somebody. For all who work here; administrators and operators acknowledge.
 */
@NullMarked
package org.dompet.web.reconciliation;

import org.jspecify.annotations.NullMarked;
