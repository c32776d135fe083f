/** Delivers the notifications that are still waiting. Uses {@code notification}. */
@NullMarked
package org.dompet.batch.delivery;

import org.jspecify.annotations.NullMarked;
