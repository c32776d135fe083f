package org.dompet.webhook;

import java.time.Duration;

/**
 * What has just become of an event, or of a call that became none; for whoever counts.
 *
 * @param detail why it was refused; else the event's type, or empty for a call whose type isn't
 *     known
 * @param lag from received to processed, else zero
 */
public record WebhookStep(String provider, Kind kind, String detail, Duration lag) {

  /** What there is to count. */
  public enum Kind {
    RECEIVED,
    DUPLICATE,
    REFUSED,
    PROCESSED,
    IGNORED,
    RETRIED,
    DEAD
  }
}
