package org.dompet.identity;

import java.util.UUID;

/** Somebody is new; fired within the transaction that creates them. */
public record UserRegistered(UUID userId) {}
