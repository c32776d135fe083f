/**
 * What needs a person, by day or at three in the morning.
 *
 * <p>{@link org.dompet.alert.RaiseAlert} takes an {@link org.dompet.alert.Incident} in the
 * transaction that meets it: it opens an alert, or makes the open one about the same thing grow.
 * {@link org.dompet.alert.ResolveAlert} closes it, with notes; then the same thing opens a new one.
 * {@link org.dompet.alert.AlertRaised} tells the observers.
 *
 * <p>It observes {@code webhook} (dead letters), {@code onramp} (refunds that find no money) and
 * {@code job} (runs that fail) and {@code reconciliation} (books that don't agree), and looks for
 * credit spikes in the ledger ({@link org.dompet.alert.EvaluateCreditSpikes}). Nobody in the
 * business depends on it. What to do about each type is in {@code docs/alerts.md}.
 *
 * <p>Uses {@code notification}, {@code audit}, {@code money}, {@code refusal} and {@code time}.
 */
@NullMarked
package org.dompet.alert;

import org.jspecify.annotations.NullMarked;
