package org.dompet.seal;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/**
 * What a seal holds.
 *
 * @param ids of the entries, ascending as PostgreSQL orders them
 * @param entryHashes {@value #HASH} bytes for each entry, in the same order
 * @param postingHashes of all postings of each entry, in the same order
 */
@SuppressWarnings("ArrayRecordComponent") // read once, compared by content, never shared
record SealContents(
    long number,
    byte[] previousHash,
    boolean late,
    UUID upto,
    Instant sealedAt,
    List<UUID> ids,
    byte[] entryHashes,
    byte[] postingHashes) {

  /** Bytes of a SHA-256. */
  static final int HASH = 32;

  /** The hash of the seal: every field has a fixed place and width, so no two contents share it. */
  byte[] hash() {
    ByteBuffer ids = ByteBuffer.allocate(16 * this.ids.size());
    for (UUID id : this.ids) {
      put(ids, id);
    }
    ByteBuffer head = ByteBuffer.allocate(HASH + 8 + 1 + 16 + 8 + 4);
    head.put(previousHash).putLong(number).put((byte) (late ? 1 : 0));
    put(head, upto);
    head.putLong(ChronoUnit.MICROS.between(Instant.EPOCH, sealedAt)).putInt(this.ids.size());
    MessageDigest digest = sha256();
    digest.update(head.array());
    digest.update(ids.array());
    digest.update(entryHashes);
    digest.update(postingHashes);
    return digest.digest();
  }

  private static void put(ByteBuffer buffer, UUID id) {
    buffer.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
