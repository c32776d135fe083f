/**
 * The clock, and identifiers that sort by it.
 *
 * <p>Nobody asks the system for the time but {@link org.dompet.time.SystemClock}: who needs it
 * injects a {@link java.time.Clock}, so that a test can set it.
 */
@NullMarked
package org.dompet.time;

import org.jspecify.annotations.NullMarked;
