/** Looks for credit spikes. Uses {@code alert}. */
@NullMarked
package org.dompet.batch.spike;

import org.jspecify.annotations.NullMarked;
