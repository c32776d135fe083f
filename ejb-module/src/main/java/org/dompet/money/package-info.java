/**
 * Money, in one type and without floating point.
 *
 * <p>Everything in Dompet that counts uses {@link org.dompet.money.Money}. It depends only on
 * {@code refusal}, and everybody depends on it.
 */
@NullMarked
package org.dompet.money;

import org.jspecify.annotations.NullMarked;
