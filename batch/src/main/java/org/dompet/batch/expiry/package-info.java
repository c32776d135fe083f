/**
 * The jobs {@code hold-expiry}, which gives back what holds past their expiry set aside, and {@code
 * order-expiry}, which ends orders that nobody paid. Uses {@code ledger} and {@code onramp}.
 */
@NullMarked
package org.dompet.batch.expiry;

import org.jspecify.annotations.NullMarked;
