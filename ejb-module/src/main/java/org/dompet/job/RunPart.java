package org.dompet.job;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A part of a run that is worked on by itself.
 *
 * @param part its number, from 0 on
 * @param work what is done with the range: a name of the job's own
 * @param lower from here on; null: from the start
 * @param upper before here; null: to the end
 * @param position the last that is done, in the job's own terms; null: nothing is
 */
public record RunPart(
    int part,
    String work,
    @Nullable UUID lower,
    @Nullable UUID upper,
    @Nullable String position,
    boolean done) {}
