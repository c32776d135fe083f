/**
 * The doors of {@code webhook}: {@code /webhooks/moonpay}, {@code /webhooks/stripe} (also {@code
 * /api/stripe/webhook}) and {@code /webhooks/telegram}. A servlet, since signatures are over the
 * bytes as they came.
 */
@NullMarked
package org.dompet.web.webhook;

import org.jspecify.annotations.NullMarked;
