/**
 * Whether this installation may be relied upon: each {@link org.dompet.readiness.Check} proves one
 * thing and says by what.
 *
 * <p>{@link org.dompet.readiness.Readiness} asks those that a load balancer must know about, side
 * by side and never longer than some seconds, whatever hangs. {@link
 * org.dompet.readiness.DatabaseChecks} has those that need nothing but the database: the operator's
 * command runs them all. What an operator did elsewhere, backups and restore tests, is noted by
 * {@link org.dompet.readiness.Maintenance}.
 *
 * <p>Uses {@code audit}, {@code configuration}, {@code job}, {@code ledger}, {@code seal} and
 * {@code time}; nobody in the business depends on it. Who asks is {@code web.probe}, and the
 * operator's command. What to do about each check is in {@code docs/readiness.md}.
 */
@NullMarked
package org.dompet.readiness;

import org.jspecify.annotations.NullMarked;
