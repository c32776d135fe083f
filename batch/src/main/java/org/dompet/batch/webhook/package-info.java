/**
 * Hears the nudges for webhooks that are due, and nudges itself: the job {@code webhook-retry}
 * ({@code META-INF/batch-jobs}): every five minutes, on one node, finds those whose message was
 * lost. Uses {@code webhook}.
 */
@NullMarked
package org.dompet.batch.webhook;

import org.jspecify.annotations.NullMarked;
