package org.dompet.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of the audit log: what somebody did, or what was refused.
 *
 * @param action such as {@code session.begin}
 * @param actor a user's id; null if nobody knows who it was
 * @param reason in a word or two
 */
public record Deed(
    UUID id,
    Instant at,
    String action,
    Access.Outcome outcome,
    @Nullable String actor,
    @Nullable String target,
    @Nullable String reason,
    Caller caller) {}
