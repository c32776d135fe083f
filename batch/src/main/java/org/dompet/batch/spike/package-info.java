/** The job {@code credit-spike}: looks for more credits than usual. Uses {@code alert}. */
@NullMarked
package org.dompet.batch.spike;

import org.jspecify.annotations.NullMarked;
