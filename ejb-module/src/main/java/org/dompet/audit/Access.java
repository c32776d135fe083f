package org.dompet.audit;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody who works here did, or tried: a line of the admin access log before it is one.
 * Whoever makes it may hand in what was sent; what looks like a secret stays out, and everything is
 * shortened.
 *
 * @param actor a user's id, or {@code operator:<login>}
 * @param roles what the actor may
 * @param action method and route of a call; {@code job.pause} and the like of the command
 * @param target to what: the ids in the path
 * @param metadata what was asked for; at most {@value #MOST_FACTS}
 * @param status of the answer; null if there is none
 */
public record Access(
    String actor,
    List<String> roles,
    String action,
    @Nullable String target,
    SortedMap<String, String> metadata,
    Caller caller,
    Outcome outcome,
    @Nullable Integer status) {

  /** What stands where a secret was. */
  public static final String REDACTED = "(redacted)";

  private static final int MOST_FACTS = 20;
  private static final int LONGEST = 200;
  private static final int LONGEST_NAME = 60;
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "(?i).*(passw|secret|token|signature|credential|authori[sz]|initdata|private|otp|^code$|api.?key).*");

  /** Longer than a UUID and without a blank: a token, a key, a hash of something. */
  private static final Pattern SECRET_SHAPE = Pattern.compile("[A-Za-z0-9+/=_.:~-]{40,}");

  /** The same within a path, which may be longer than its parts. */
  private static final Pattern SECRET_PART = Pattern.compile("[A-Za-z0-9+=_.:~%-]{40,}");

  /** What became of it. */
  public enum Outcome {
    /** About to be done; a line that follows says whether it was. */
    ASKED,
    DONE,
    /** Not allowed, not valid, not possible. */
    REFUSED,
    /** A failure on our side. */
    FAILED;

    /** That of an answer. */
    public static Outcome of(int status) {
      return status < 400 ? DONE : status < 500 ? REFUSED : FAILED;
    }
  }

  public Access {
    actor = shorten(actor, LONGEST);
    roles = roles.stream().map(role -> shorten(role, LONGEST_NAME)).sorted().limit(20).toList();
    action = shorten(action, LONGEST);
    target =
        target == null ? null : shorten(SECRET_PART.matcher(target).replaceAll(REDACTED), LONGEST);
    SortedMap<String, String> facts = new TreeMap<>();
    for (Map.Entry<String, String> fact : metadata.entrySet()) {
      if (facts.size() < MOST_FACTS) {
        String name = shorten(fact.getKey(), LONGEST_NAME);
        facts.put(
            SECRET_SHAPE.matcher(name).find() ? REDACTED : name,
            SECRET_NAME.matcher(name).matches() ? REDACTED : clean(fact.getValue()));
      }
    }
    metadata = Collections.unmodifiableSortedMap(facts);
    caller =
        new Caller(
            caller.address(),
            caller.userAgent() == null ? null : clean(caller.userAgent()),
            caller.requestId());
  }

  private static String clean(String text) {
    return shorten(SECRET_SHAPE.matcher(text).replaceAll(REDACTED), LONGEST);
  }

  private static String shorten(String text, int length) {
    String printable = text.replaceAll("\\p{Cntrl}", " ");
    return printable.length() <= length ? printable : printable.substring(0, length);
  }
}
