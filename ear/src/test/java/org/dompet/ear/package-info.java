/**
 * Checks of the enterprise archive: what is packed where, and that it lives on a full Payara
 * Server. Uses {@code org.dompet.testing}.
 */
@NullMarked
package org.dompet.ear;

import org.jspecify.annotations.NullMarked;
