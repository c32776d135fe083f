package org.dompet.seal;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that no longer is as it was sealed.
 *
 * @param seal the number of the seal that shows it
 * @param entry which entry, if it is about one
 * @param expected what was sealed: a hash, or a few words
 * @param actual what is there now
 */
public record SealFault(
    Kind kind, long seal, @Nullable UUID entry, String expected, String actual) {

  /** What happened behind the software's back. */
  public enum Kind {
    /** A seal is not there. */
    SEAL_MISSING("seal %d is missing"),
    /** What a seal holds is not what its hash says. */
    SEAL_CHANGED("seal %d was changed"),
    /** A seal does not continue the one before it. */
    SEAL_UNCHAINED("seal %d does not continue the seal before it"),
    /** A column of an entry was changed. */
    ENTRY_CHANGED("entry %2$s of seal %1$d was changed"),
    /** A posting of an entry was changed, added or deleted. */
    POSTINGS_CHANGED("the postings of entry %2$s of seal %1$d were changed"),
    /** An entry is gone. */
    ENTRY_DELETED("entry %2$s of seal %1$d was deleted"),
    /** An entry was put among others that were sealed without it. */
    ENTRY_UNSEALED("entry %2$s was inserted into what seal %1$d had sealed"),
    /** The chain does not contain what somebody noted elsewhere. */
    HEAD_DIFFERS("seal %d is not the one that was noted");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  /** One sentence without a full stop. */
  public String detail() {
    return kind.words.formatted(seal, entry);
  }

  /** What it is about: {@code entry:<id>} or {@code seal:<number>}. */
  public String subject() {
    return entry == null ? "seal:" + seal : "entry:" + entry;
  }
}
