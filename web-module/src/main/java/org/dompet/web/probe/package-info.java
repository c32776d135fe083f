/**
 * What platforms ask: whether this process lives and is ready, and the metrics.
 *
 * <p>The checks themselves are {@code org.dompet.readiness}'s; each touches the real thing. They
 * are shown by MicroProfile Health and by {@code /ready}.
 */
@NullMarked
package org.dompet.web.probe;

import org.jspecify.annotations.NullMarked;
