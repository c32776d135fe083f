/** The door of top-ups: orders placed, read and listed. Uses {@code onramp}. */
@NullMarked
package org.dompet.web.onramp;

import org.jspecify.annotations.NullMarked;
