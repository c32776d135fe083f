package org.dompet.alert;

import java.util.UUID;

/**
 * An alert was opened, or its counter has grown. Fired in the transaction that raises it.
 *
 * @param count 1 if it is new
 */
public record AlertRaised(UUID alertId, AlertType type, String summary, long count) {}
