/**
 * Work that nobody asks for: jobs, a package each, and the timers that start them. They use the
 * business as anybody does, and know nothing of HTTP.
 */
@NullMarked
package org.dompet.batch;

import org.jspecify.annotations.NullMarked;
