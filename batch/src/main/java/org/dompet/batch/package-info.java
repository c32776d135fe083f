/**
 * Work that nobody waits for, a package for each component: jobs, the timer that starts them, and
 * message-driven beans. They use the business as anybody does, and know nothing of HTTP.
 *
 * <p>All EJBs are here. A full server wants them in an EJB module, and what is in one, such as a
 * persistence unit, cannot be used from outside of it: so the business has none.
 */
@NullMarked
package org.dompet.batch;

import org.jspecify.annotations.NullMarked;
