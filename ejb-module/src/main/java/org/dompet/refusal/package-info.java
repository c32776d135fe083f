/**
 * How Dompet says no.
 *
 * <p>The business throws one exception, {@link org.dompet.refusal.Refusal}, in the language of the
 * domain; it rolls the transaction back. Only the web doors know HTTP status codes.
 */
@NullMarked
package org.dompet.refusal;

import org.jspecify.annotations.NullMarked;
