/** The doors of dead letters: {@code /api/v1/admin/dlq}. */
@NullMarked
package org.dompet.web.deadletter;

import org.jspecify.annotations.NullMarked;
