package org.dompet.readiness;

import java.time.Duration;

/** Spans of time as people say them. */
final class Ages {
  private Ages() {}

  /** In the largest unit of which there are two or more: {@code 90 days}, {@code 3 hours}. */
  static String say(Duration age) {
    if (age.toDays() >= 2) {
      return age.toDays() + " days";
    }
    if (age.toHours() >= 2) {
      return age.toHours() + " hours";
    }
    return age.toMinutes() >= 2 ? age.toMinutes() + " minutes" : age.toSeconds() + " seconds";
  }
}
