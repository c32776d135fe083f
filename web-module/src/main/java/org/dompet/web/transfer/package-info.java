/** The doors of {@code transfer}: {@code /api/v1/transfers}. */
@NullMarked
package org.dompet.web.transfer;

import org.jspecify.annotations.NullMarked;
