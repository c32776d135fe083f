/**
 * How often somebody may ask for something: so many times a minute, by kind of door.
 *
 * <p>{@link org.dompet.limit.Limits} takes a token from the bucket of a {@link
 * org.dompet.limit.Limit} and of whoever asks, and says with {@link org.dompet.limit.Verdict}
 * whether there was one left. How many there are is configuration, {@link
 * org.dompet.limit.LimitSettings}.
 *
 * <p>Neighbours: {@code refusal} and {@code time}. It knows neither users nor addresses: the web
 * says who is counted.
 */
@NullMarked
package org.dompet.limit;

import org.jspecify.annotations.NullMarked;
