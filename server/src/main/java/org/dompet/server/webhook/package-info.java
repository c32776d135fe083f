/**
 * What payment providers would send, signed as they sign it: for the demo, where nobody pays. The
 * forms are MoonPay's and Stripe's own; the application can't tell them apart from real ones, which
 * is why only the demo's secrets are used.
 */
@NullMarked
package org.dompet.server.webhook;

import org.jspecify.annotations.NullMarked;
