package org.dompet.identity;

import java.util.UUID;

/** One or more of somebody's sessions have ended: their access tokens are good no more. */
public record SessionsEnded(UUID userId) {}
