package org.dompet.broker;

/** A setting with which the broker must not start. The message is one sentence led by the key. */
final class InvalidSetting extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidSetting(String key, String sentence) {
    super(key + ": " + sentence);
  }

  InvalidSetting(String key, String sentence, Throwable cause) {
    super(key + ": " + sentence, cause);
  }
}
