package org.dompet.configuration;

/**
 * A setting that is not good.
 *
 * @param sentence what is wrong with it: the end of a sentence that begins with its key, and never
 *     its value
 */
public record Problem(String key, String sentence) {
  @Override
  public String toString() {
    return key + " " + sentence;
  }
}
