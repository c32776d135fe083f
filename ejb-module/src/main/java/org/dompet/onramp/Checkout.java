package org.dompet.onramp;

import org.jspecify.annotations.Nullable;

/**
 * Where somebody pays for an order.
 *
 * @param url the provider's page
 * @param sessionReference the provider's name for it, if it has one
 */
record Checkout(String url, @Nullable String sessionReference) {}
