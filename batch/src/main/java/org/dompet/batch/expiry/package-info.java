/** Gives back what holds past their expiry set aside. Uses {@code ledger}. */
@NullMarked
package org.dompet.batch.expiry;

import org.jspecify.annotations.NullMarked;
