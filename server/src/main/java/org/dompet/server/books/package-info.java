/**
 * The one thing about the books that {@code dompet reconcile} may put right, a cached balance.
 * Plain JDBC beside the application, with the application's rights; used by {@code
 * org.dompet.server}.
 */
@NullMarked
package org.dompet.server.books;

import org.jspecify.annotations.NullMarked;
