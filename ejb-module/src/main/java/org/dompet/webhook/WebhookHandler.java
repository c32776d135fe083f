package org.dompet.webhook;

import java.util.List;

/**
 * Whoever acts on what providers say: a CDI bean of a component above. At most one bean handles an
 * event.
 */
public interface WebhookHandler {

  /** Whether this one acts on such events. */
  boolean handles(String provider, String type);

  /**
   * Told of all events that it is about to {@link #apply} in one transaction, in case it can fetch
   * and lock at once what each of them needs.
   */
  default void prepare(List<WebhookEvent> events) {}

  /**
   * Changes what the event changes, and says what it moves. Runs in the transaction that marks the
   * event as processed, perhaps together with other events, and once more if that is rolled back.
   * It may lock and change its own rows; money moves by the booking alone, which is posted last.
   *
   * @return {@link Booking#NOTHING} if no money moves, also if it was booked for an earlier event
   * @throws org.dompet.refusal.Refusal {@code NOT_YET}, {@code BUSY}, {@code PROVIDER_UNAVAILABLE}
   *     and {@code ACCOUNT_FROZEN} are tried again by the schedule; any other cannot heal, and
   *     makes the event a dead letter at once. Every other exception is tried again
   */
  Booking apply(WebhookEvent event);
}
