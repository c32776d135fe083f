package org.dompet.server.text;

/**
 * How many columns of a terminal a text takes: none for marks that stand above or below a letter,
 * as most Thai vowels and tones do; two for Chinese, Japanese, Korean letters and most pictures.
 */
public final class DisplayWidth {

  /** First and last code point of each range that is two columns wide (UAX #11: W and F). */
  private static final int[][] WIDE = {
    {0x1100, 0x115F},
    {0x231A, 0x231B},
    {0x2329, 0x232A},
    {0x23E9, 0x23EC},
    {0x25FD, 0x25FE},
    {0x2614, 0x2615},
    {0x2648, 0x2653},
    {0x26BD, 0x26BE},
    {0x2705, 0x2705},
    {0x274C, 0x274C},
    {0x2753, 0x2755},
    {0x2795, 0x2797},
    {0x2E80, 0x303E},
    {0x3041, 0x33FF},
    {0x3400, 0x4DBF},
    {0x4E00, 0xA4CF},
    {0xA960, 0xA97F},
    {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},
    {0xFE10, 0xFE19},
    {0xFE30, 0xFE6F},
    {0xFF00, 0xFF60},
    {0xFFE0, 0xFFE6},
    {0x16FE0, 0x18AFF},
    {0x1B000, 0x1B2FF},
    {0x1F18E, 0x1F19A},
    {0x1F200, 0x1F320},
    {0x1F32D, 0x1F64F},
    {0x1F680, 0x1F6FC},
    {0x1F7E0, 0x1F7EB},
    {0x1F900, 0x1FAFF},
    {0x20000, 0x3FFFD},
  };

  private DisplayWidth() {}

  public static int of(String text) {
    return text.codePoints().map(DisplayWidth::of).sum();
  }

  /** The longest beginning that fits, with the marks of its last letter. */
  public static String fitting(String text, int columns) {
    int width = 0;
    int at = 0;
    while (at < text.length()) {
      int letter = text.codePointAt(at);
      width += of(letter);
      if (width > columns) {
        return text.substring(0, at);
      }
      at += Character.charCount(letter);
    }
    return text;
  }

  private static int of(int letter) {
    if (letter < 0x300) {
      // A soft hyphen shows, unlike other format characters.
      return Character.isISOControl(letter) ? 0 : 1;
    }
    return switch (Character.getType(letter)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(letter) ? 2 : 1;
    };
  }

  private static boolean isWide(int letter) {
    int low = 0;
    int high = WIDE.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (letter < WIDE[middle][0]) {
        high = middle - 1;
      } else if (letter > WIDE[middle][1]) {
        low = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  }
}
