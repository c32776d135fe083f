package org.dompet.audit;

/**
 * Something in the admin access log that is not as it was written.
 *
 * @param number of the line
 * @param expected a hash, or a few words
 * @param actual what is there
 */
public record AccessFault(Kind kind, long number, String expected, String actual) {

  /** What happened behind the software's back. */
  public enum Kind {
    /** A line is not there. */
    LINE_MISSING("line %d is missing"),
    /** What a line says is not what its hash says. */
    LINE_CHANGED("line %d was changed"),
    /** A line does not continue the one before it. */
    LINE_UNCHAINED("line %d does not continue the line before it"),
    /** The last line is not the one that was written last. */
    END_DIFFERS("line %d is not the end of the log"),
    /** The log does not contain what somebody noted elsewhere. */
    HEAD_DIFFERS("line %d is not the one that was noted");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  /** One sentence without a full stop. */
  public String detail() {
    return kind.words.formatted(number);
  }
}
