package org.dompet.notification;

/** A notification was handed to its channel, or not. Fired outside of any transaction. */
public record DeliveryTried(Channel channel, Outcome outcome) {

  /** What came of it. */
  public enum Outcome {
    SENT,
    /** It is tried again later. */
    FAILED,
    /** It was the last attempt. */
    GIVEN_UP
  }
}
