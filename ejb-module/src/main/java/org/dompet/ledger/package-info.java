/**
 * The ledger: double entry, append-only, and the only truth about money.
 *
 * <p>Who moves money builds a {@link org.dompet.ledger.JournalEntry} and gives it either to {@link
 * org.dompet.ledger.LedgerWriter}, which gathers what many requests want into one transaction, or
 * to {@link org.dompet.ledger.Ledger}, inside a transaction that commits other rows too. Both take
 * the same path: {@link org.dompet.ledger.PostingBatch} decides in memory what {@code LedgerSql}
 * locked, and writes it in one statement. {@link org.dompet.ledger.Holds} sets money aside.
 *
 * <p>Locks are taken in one order everywhere: the business row first, accounts last, ids ascending.
 * The database checks every rule once more ({@code migrations/schema/V1__ledger.sql}).
 *
 * <p>Neighbours: {@code money}, {@code refusal}, {@code time} below; wallets and use cases above.
 */
@NullMarked
package org.dompet.ledger;

import org.jspecify.annotations.NullMarked;
