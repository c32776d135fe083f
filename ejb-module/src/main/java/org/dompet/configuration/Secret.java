package org.dompet.configuration;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/**
 * A password, a key, a token: something that must not be told. It does not show in logs, messages
 * or dumps of a record that has one, can't be serialized, and is compared in constant time.
 *
 * <p>It is kept as bytes, so that a search of a heap dump for text does not show it, and {@link
 * #wipe} leaves nothing of it. What made it may still be in memory: an environment variable is, for
 * as long as the process lives; a file is not.
 */
public final class Secret {
  private final byte[] value;

  public Secret(String value) {
    this.value = value.getBytes(StandardCharsets.UTF_8);
  }

  /** One for each text. */
  public static List<Secret> of(List<String> values) {
    return values.stream().map(Secret::new).toList();
  }

  /** The secret itself, for the call that needs it: not to be kept. */
  public String reveal() {
    return new String(value, StandardCharsets.UTF_8);
  }

  /** The same as bytes of UTF-8, for the call that needs them: not to be kept. */
  public byte[] bytes() {
    return value.clone();
  }

  /** Its length in bytes: the only thing about it that may be told. */
  public int length() {
    return value.length;
  }

  /** Forgets it, for whoever is sure to be the last to have it. */
  public void wipe() {
    Arrays.fill(value, (byte) 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && MessageDigest.isEqual(value, secret.value);
  }

  /** The same for all: a hash would tell something. */
  @Override
  public int hashCode() {
    return 1;
  }

  @Override
  public String toString() {
    return "Secret[…]";
  }
}
