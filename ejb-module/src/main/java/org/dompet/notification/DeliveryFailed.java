package org.dompet.notification;

import java.time.Duration;

/** A channel did not take a notification. The message is kept and logged: never a secret in it. */
final class DeliveryFailed extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 300;

  private final transient Duration pause;

  DeliveryFailed(String reason) {
    this(reason, Duration.ZERO);
  }

  /**
   * @param pause how long the channel asks to be left alone
   */
  DeliveryFailed(String reason, Duration pause) {
    super(shorten(reason), null, false, false);
    this.pause = pause;
  }

  String reason() {
    return String.valueOf(getMessage());
  }

  Duration pause() {
    return pause;
  }

  private static String shorten(String reason) {
    String line = reason.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
  }
}
