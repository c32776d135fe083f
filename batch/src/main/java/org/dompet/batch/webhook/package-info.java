/**
 * Hears the nudges for webhooks that are due, and nudges itself: the job {@code webhook-retry}
 * finds those whose message was lost. Uses {@code webhook}.
 */
@NullMarked
package org.dompet.batch.webhook;

import org.jspecify.annotations.NullMarked;
