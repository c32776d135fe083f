/**
 * The doors of {@code audit}: {@code /api/v1/admin/audit}, and what sees to it that no call of an
 * administrator's door stays without a line in the admin access log.
 */
@NullMarked
package org.dompet.web.audit;

import org.jspecify.annotations.NullMarked;
