/**
 * The doors of {@code correction}: {@code /api/v1/admin/wallets} and {@code
 * /api/v1/admin/corrections}, where administrators look a wallet up and put it right by hand.
 */
@NullMarked
package org.dompet.web.correction;

import org.jspecify.annotations.NullMarked;
