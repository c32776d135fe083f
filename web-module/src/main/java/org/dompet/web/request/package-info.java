/**
 * What happens around every request: its id, its size, its metrics, and who is calling.
 *
 * <p>Resources take an {@link org.dompet.web.request.Call}, and see nothing else of HTTP.
 */
@NullMarked
package org.dompet.web.request;

import org.jspecify.annotations.NullMarked;
