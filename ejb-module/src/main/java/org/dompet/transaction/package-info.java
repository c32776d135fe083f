/**
 * Makes {@code @Transactional} mean the same wherever it begins.
 *
 * <p>Payara lets a connection take part in the transaction that the running component was told of,
 * whatever the thread's is. It tells a servlet of a transaction that a CDI bean begins, but neither
 * a message-driven bean nor a timer: there, each statement would commit on its own. {@code
 * Enlistment} tells them all.
 *
 * <p>Neighbours: none. It applies to every bean.
 */
@NullMarked
package org.dompet.transaction;

import org.jspecify.annotations.NullMarked;
