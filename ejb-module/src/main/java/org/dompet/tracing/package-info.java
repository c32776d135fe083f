/**
 * Spans of traces for what the server does not trace by itself: webhooks, messages, what people do
 * with their wallets. Off unless OpenTelemetry is switched on, and then next to free.
 *
 * <p>Where a piece of work goes on elsewhere, the trace goes along as {@code traceparent} (W3C
 * Trace Context) in {@link org.dompet.logging.LogContext}.
 */
@NullMarked
package org.dompet.tracing;

import org.jspecify.annotations.NullMarked;
