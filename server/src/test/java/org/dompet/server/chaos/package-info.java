/**
 * Faults on purpose: the real product, its database and its broker are each a process of their own,
 * connected by wires that can go dead, and are killed, cut off and stopped between two steps. Then
 * the provider's events are counted.
 *
 * <p>Nothing in the product knows of it. It is held up from outside: by a lock in the database that
 * it wants, by a message that does not arrive.
 */
package org.dompet.server.chaos;
