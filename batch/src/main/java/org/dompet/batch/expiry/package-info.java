/**
 * Gives back what holds past their expiry set aside, and ends orders that nobody paid. Uses {@code
 * ledger} and {@code onramp}.
 */
@NullMarked
package org.dompet.batch.expiry;

import org.jspecify.annotations.NullMarked;
