/** The doors of {@code wallet}: {@code /api/v1/wallets}, each to its owner alone. */
@NullMarked
package org.dompet.web.wallet;

import org.jspecify.annotations.NullMarked;
