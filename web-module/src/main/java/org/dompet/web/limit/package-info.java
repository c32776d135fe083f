/**
 * How often each door may be used: {@link org.dompet.web.limit.Limited} names the limit, a filter
 * takes the token and says in headers what is left.
 *
 * <p>Neighbours: {@code limit} counts, {@code web.request} knows who asks and from where.
 */
@NullMarked
package org.dompet.web.limit;

import org.jspecify.annotations.NullMarked;
