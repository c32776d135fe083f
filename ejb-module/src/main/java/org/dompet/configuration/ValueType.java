package org.dompet.configuration;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a value may be, as the catalogue says it: {@code int 1..100}.
 *
 * @param kind of the value, or of each of a list
 * @param least its lower bound, empty for none; of a text, its length
 * @param most its upper bound
 * @param choices of which it must be one; empty for any
 * @param count how many a list may have, or null if it is none
 */
public record ValueType(
    Kind kind, String least, String most, List<String> choices, Optional<Count> count) {
  private static final Pattern LIST = Pattern.compile("list(?: (\\d+)\\.\\.(\\d*))? of (.+)");
  private static final Pattern SINGLE =
      Pattern.compile("([a-z]+)(?: (?:of (\\S+)|(\\S*?)\\.\\.(\\S*)))?");
  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final int MOST_ENTRIES = 1_000;

  /** What a single value is. */
  enum Kind {
    TEXT("text"),
    INT("a whole number"),
    DECIMAL("a number"),
    DURATION("a duration like PT5M"),
    FLAG("true or false"),
    URL("an http or https address"),
    FILE("a file that can be read"),
    DIRECTORY("a directory"),
    INSTANT("a day like 2026-05-31 or a time like 2026-05-31T12:00:00Z"),
    CHOICE("one of several");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  /** How many entries a list may have. */
  record Count(int least, int most) {}

  public ValueType {
    choices = List.copyOf(choices);
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it is none
   */
  static ValueType parse(String text) {
    Matcher list = LIST.matcher(text);
    if (list.matches()) {
      int least = list.group(1) == null ? 0 : Integer.parseInt(list.group(1));
      String most = list.group(2) == null ? "" : list.group(2);
      ValueType each = parse(list.group(3));
      Count count = new Count(least, most.isEmpty() ? MOST_ENTRIES : Integer.parseInt(most));
      return new ValueType(each.kind, each.least, each.most, each.choices, Optional.of(count));
    }
    Matcher single = SINGLE.matcher(text);
    if (!single.matches()) {
      throw new IllegalArgumentException("\"" + text + "\" is no type");
    }
    Kind kind = Kind.valueOf(single.group(1).toUpperCase(Locale.ROOT));
    List<String> choices =
        single.group(2) == null ? List.of() : List.of(single.group(2).split("\\|", -1));
    if ((kind == Kind.CHOICE) == choices.isEmpty()) {
      throw new IllegalArgumentException("\"" + text + "\" has choices, or lacks them");
    }
    return new ValueType(
        kind, blankIfNull(single, 3), blankIfNull(single, 4), choices, Optional.empty());
  }

  /** True if its values name files with what matters in them. */
  public boolean isFile() {
    return kind == Kind.FILE;
  }

  /** The parts of a value: itself, or those of a list. */
  public List<String> parts(String value) {
    return count.isEmpty()
        ? List.of(value.strip())
        : Arrays.stream(value.split(",", -1))
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .toList();
  }

  /** What is wrong with a value, as the end of a sentence that begins with its key; never it. */
  Optional<String> complaint(String value) {
    List<String> parts = parts(value);
    boolean fits =
        count.map(n -> parts.size() >= n.least && parts.size() <= n.most).orElse(true)
            && parts.stream().allMatch(this::fits);
    return fits ? Optional.empty() : Optional.of("must be " + description());
  }

  /** For people: "a whole number, 1 to 100". */
  public String description() {
    String each =
        choices.isEmpty() ? kind.words + bounds() : "one of " + String.join(", ", choices);
    return count
        .map(
            n ->
                (n.most == MOST_ENTRIES
                        ? (n.least == 0 ? "a list" : "a list of at least " + n.least)
                        : "a list of " + n.least + " to " + n.most)
                    + ", separated by commas, each "
                    + each)
        .orElse(each);
  }

  private String bounds() {
    String unit = kind == Kind.TEXT ? " characters" : "";
    if (least.isEmpty() && most.isEmpty()) {
      return "";
    }
    if (most.isEmpty()) {
      return ", at least " + least + unit;
    }
    return least.isEmpty() ? ", at most " + most + unit : ", " + least + " to " + most + unit;
  }

  private boolean fits(String part) {
    try {
      return switch (kind) {
        case TEXT -> within(BigDecimal.valueOf(part.length()), BigDecimal::new);
        case INT -> part.matches("-?\\d{1,18}") && within(new BigDecimal(part), BigDecimal::new);
        case DECIMAL -> part.length() <= 40 && within(new BigDecimal(part), BigDecimal::new);
        case DURATION -> within(Duration.parse(part), Duration::parse);
        case FLAG -> part.equals("true") || part.equals("false");
        case URL -> isUrl(part);
        case FILE -> Files.isReadable(Path.of(part));
        case DIRECTORY -> !Path.of(part).toString().isEmpty();
        case INSTANT -> {
          instant(part);
          yield true;
        }
        case CHOICE -> choices.contains(part);
      };
    } catch (NumberFormatException | DateTimeException | InvalidPathException unreadable) {
      return false;
    }
  }

  /**
   * Reads a day, which begins at midnight UTC, or a time.
   *
   * @throws DateTimeException if it is neither
   */
  static Instant instant(String text) {
    return text.contains("T")
        ? Instant.parse(text)
        : LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  private <T extends Comparable<T>> boolean within(T value, Function<String, T> parse) {
    return (least.isEmpty() || value.compareTo(parse.apply(least)) >= 0)
        && (most.isEmpty() || value.compareTo(parse.apply(most)) <= 0);
  }

  private static boolean isUrl(String text) {
    try {
      URI url = new URI(text);
      return url.getHost() != null && SCHEMES.contains(url.getScheme());
    } catch (URISyntaxException unreadable) {
      return false;
    }
  }

  private static String blankIfNull(Matcher matcher, int group) {
    return matcher.group(group) == null ? "" : matcher.group(group);
  }
}
