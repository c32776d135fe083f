package org.dompet.webhook;

import java.time.Duration;

/**
 * What has just become of an event, or of a call that became none; for whoever counts.
 *
 * @param detail why it was refused; else the event's type, or empty for a call whose type isn't
 *     known
 * @param lag from received to processed, else zero
 * @param took how long this step took; of several events in one transaction, each its share
 */
public record WebhookStep(String provider, Kind kind, String detail, Duration lag, Duration took) {

  /** The same, with the time that it took. */
  WebhookStep took(Duration time) {
    return new WebhookStep(provider, kind, detail, lag, time);
  }

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
