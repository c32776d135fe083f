/**
 * The contract of the API and the pages to read it with.
 *
 * <p>{@code openapi.yaml} is written by hand, before the doors; tests hold both together. {@link
 * org.dompet.web.openapi.OpenApiServlet} serves it at {@code /openapi}, in the place of the
 * server's own; Swagger UI shows it at {@code /docs}. Depends on no other package.
 */
@NullMarked
package org.dompet.web.openapi;

import org.jspecify.annotations.NullMarked;
