package org.dompet.transfer;

import java.util.UUID;

/** A transfer is booked and committed. */
public record TransferMade(Transfer transfer, UUID madeBy) {}
