package org.dompet.seal;

import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;

/**
 * A link of the chain.
 *
 * @param number 1, 2, 3 …
 * @param hash SHA-256 in hexadecimal digits, over what it holds and the seal before it
 * @param late holds entries that were committed after their time was sealed
 * @param upto every entry up to this id is sealed, but for those still being committed
 * @param entries how many it holds
 */
public record Seal(
    long number, String hash, boolean late, UUID upto, int entries, Instant sealedAt) {

  /** What to note elsewhere: {@code number:hash}. */
  public String head() {
    return number + ":" + hash;
  }

  byte[] hashBytes() {
    return HexFormat.of().parseHex(hash);
  }
}
