/**
 * Jobs: what runs by the clock or because somebody asked, and the record of each run.
 *
 * <p>A {@link org.dompet.job.JobRun} is a row before it is an effect. It is requested ({@link
 * org.dompet.job.JobRuns}, {@link org.dompet.job.JobSlots}), taken by one node ({@link
 * org.dompet.job.RunLease}), says how far it is in the transactions that do the work ({@link
 * org.dompet.job.RunProgress}), and ends ({@link org.dompet.job.EndRun}). A node that falls silent
 * loses its runs, and what it still tries to write of them is refused: another one goes on from the
 * last position that was committed. The database lets one run of a job be open at a time.
 *
 * <p>Fires {@link org.dompet.job.JobFailed} and {@link org.dompet.job.RunEnded}. What a job does is
 * another component's; who starts it is {@code batch.run}. Uses {@code audit}, {@code refusal} and
 * {@code time}.
 */
@NullMarked
package org.dompet.job;

import org.jspecify.annotations.NullMarked;
