package org.dompet.reconciliation;

import java.util.List;

/**
 * What a look at a part of the books came to.
 *
 * @param checked things looked at: accounts, entries, wallets, credits, currencies
 * @param rowsRead rows read for it
 * @param found what does not agree, at most {@link ReconcileWallets#MOST_FOUND}
 * @param position how far it looked, for the next look at the same part
 * @param done nothing of the part is left
 */
public record Proof(
    long checked, long rowsRead, List<Discrepancy> found, String position, boolean done) {
  public Proof {
    found = List.copyOf(found);
  }
}
