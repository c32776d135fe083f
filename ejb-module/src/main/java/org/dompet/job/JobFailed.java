package org.dompet.job;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run ended by an error, lost its node, or takes too long. Fired in the transaction that notes
 * it.
 *
 * @param attempt of the run: each is told of by itself
 * @param error in one line, without secrets
 * @param startedAt when the run began
 * @param lastGoodRun when the last completed run of this job ended; null: there is none
 */
public record JobFailed(
    UUID runId,
    Job job,
    int attempt,
    String error,
    Instant startedAt,
    @Nullable Instant lastGoodRun) {}
