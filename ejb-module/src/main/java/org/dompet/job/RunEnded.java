package org.dompet.job;

import java.time.Duration;
import java.util.UUID;

/**
 * A run is over, for now. Fired in the transaction that notes it.
 *
 * @param state COMPLETED, FAILED or STOPPED
 * @param worked how long it was worked on, in all attempts
 */
public record RunEnded(UUID runId, Job job, JobRun.State state, Duration worked) {}
