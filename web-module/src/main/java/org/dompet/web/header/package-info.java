/**
 * Headers that go with every answer: what a browser may do with it, which pages may show it, and
 * which may read it.
 *
 * <p>{@link org.dompet.web.header.SecurityHeaders} covers whatever the application answers, error
 * pages, probes and webhooks included; {@link org.dompet.web.header.CrossOrigin} the API.
 *
 * <p>Neighbours: none.
 */
@NullMarked
package org.dompet.web.header;

import org.jspecify.annotations.NullMarked;
