/**
 * What platforms ask: MicroProfile Health's checks and the gauges of what queues.
 *
 * <p>Each readiness check touches the real thing: the database, its migrations, the broker, the
 * ledger's writer.
 */
@NullMarked
package org.dompet.web.probe;

import org.jspecify.annotations.NullMarked;
