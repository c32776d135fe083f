package org.dompet.seal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One walk along the seals: where it is, and what it found. */
final class Walk {
  /** Stray entries looked for behind each seal; of more, only so many are named. */
  private static final int MOST_STRAYS = 100;

  private static final byte[] NOTHING = new byte[SealContents.HASH];

  private final long first;
  private final List<SealFault> faults = new ArrayList<>();
  private long faultCount;
  private long seals;
  private long entries;

  /** What the next seal may continue: the hash of the one before. Empty if that can't be known. */
  private List<byte[]> continued = List.of(NOTHING);

  /** Where the seal before ends; null if that can't be known. */
  private @Nullable UUID previousUpto = new UUID(0, 0);

  Walk(long first) {
    this.first = first;
  }

  /** Reads where the seal before the first one ends; returns the number of the first. */
  long begin(SealSql sql) throws SQLException {
    if (first > 1) {
      Optional<Seal> before = sql.find(first - 1);
      continued = before.map(seal -> List.of(seal.hashBytes())).orElse(List.of());
      previousUpto = before.map(Seal::upto).orElse(null);
    }
    return first;
  }

  /**
   * Walks one seal, and returns its number.
   *
   * @param settled before this id, every entry is sealed
   */
  long step(SealSql sql, long number, UUID settled) throws SQLException {
    SealSql.Kept kept = sql.kept(number);
    if (kept == null) {
      found(SealFault.Kind.SEAL_MISSING, number, null, "a seal", "none");
      continued = List.of();
      previousUpto = null;
      return number;
    }
    SealContents contents = kept.contents();
    seals++;
    entries += contents.ids().size();
    chain(contents);
    byte[] hash = contents.hash();
    if (Arrays.equals(hash, kept.hash())) {
      compare(sql, contents);
      strays(sql, contents, settled);
      continued = List.of(hash);
      previousUpto = contents.upto();
    } else {
      // What such a seal holds proves nothing about entries, nor where it ends.
      found(SealFault.Kind.SEAL_CHANGED, number, null, hex(kept.hash()), hex(hash));
      continued = List.of(hash, kept.hash());
      previousUpto = null;
    }
    return number;
  }

  SealReport report(@Nullable Seal head, long waiting) {
    return new SealReport(seals, entries, waiting, head, faults, faultCount);
  }

  private void chain(SealContents contents) {
    boolean chained =
        continued.isEmpty()
            || continued.stream().anyMatch(hash -> Arrays.equals(hash, contents.previousHash()));
    if (!chained) {
      found(
          SealFault.Kind.SEAL_UNCHAINED,
          contents.number(),
          null,
          hex(continued.get(0)),
          hex(contents.previousHash()));
    }
  }

  /** Entries that lie among those of the seal, and that no seal knows. */
  private void strays(SealSql sql, SealContents contents, UUID settled) throws SQLException {
    UUID after = previousUpto;
    if (contents.late() || after == null) {
      return;
    }
    for (UUID stray : sql.unknown(after, contents.upto(), contents.ids(), MOST_STRAYS)) {
      if (isBefore(stray, settled)) {
        found(SealFault.Kind.ENTRY_UNSEALED, contents.number(), stray, "no such entry", "an entry");
      }
    }
  }

  /** Entries as they are now with entries as they were sealed. */
  private void compare(SealSql sql, SealContents contents) throws SQLException {
    SealSql.Hashes now = sql.hashes(contents.ids());
    if (Arrays.equals(now.entries(), contents.entryHashes())
        && Arrays.equals(now.postings(), contents.postingHashes())) {
      return;
    }
    for (int i = 0; i < contents.ids().size(); i++) {
      UUID id = contents.ids().get(i);
      byte[] sealed = at(contents.entryHashes(), i);
      byte[] actual = at(now.entries(), i);
      if (Arrays.equals(actual, NOTHING)) {
        found(SealFault.Kind.ENTRY_DELETED, contents.number(), id, hex(sealed), "no entry");
        continue;
      }
      if (!Arrays.equals(sealed, actual)) {
        found(SealFault.Kind.ENTRY_CHANGED, contents.number(), id, hex(sealed), hex(actual));
      }
      sealed = at(contents.postingHashes(), i);
      actual = at(now.postings(), i);
      if (!Arrays.equals(sealed, actual)) {
        found(SealFault.Kind.POSTINGS_CHANGED, contents.number(), id, hex(sealed), hex(actual));
      }
    }
  }

  private void found(
      SealFault.Kind kind, long seal, @Nullable UUID entry, String expected, String actual) {
    faultCount++;
    if (faults.size() < SealReport.MOST_FAULTS) {
      faults.add(new SealFault(kind, seal, entry, expected, actual));
    }
  }

  /** In PostgreSQL's order, which is that of the bytes; Java's compares signed halves. */
  private static boolean isBefore(UUID one, UUID other) {
    int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
    return high < 0
        || (high == 0
            && Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits())
                < 0);
  }

  private static byte[] at(byte[] hashes, int place) {
    int from = place * SealContents.HASH;
    return Arrays.copyOfRange(hashes, from, from + SealContents.HASH);
  }

  private static String hex(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }
}
