package org.dompet.broker;

import org.jspecify.annotations.Nullable;

/** A setting with which the broker must not start. The message is one sentence led by the key. */
final class InvalidSetting extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidSetting(String key, String sentence) {
    this(key, sentence, null);
  }

  InvalidSetting(String key, String sentence, @Nullable Throwable cause) {
    super(key + ": " + sentence, cause);
  }
}
