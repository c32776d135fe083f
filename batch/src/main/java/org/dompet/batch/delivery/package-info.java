/**
 * Delivers notifications: those that the queue names, and by a timer those that are still waiting.
 * Uses {@code notification}.
 */
@NullMarked
package org.dompet.batch.delivery;

import org.jspecify.annotations.NullMarked;
