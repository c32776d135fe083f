package org.dompet.logging;

import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of a text what nobody who reads the log may have: the last line of defence, for what
 * should never have been logged. It knows secrets by their names and by their shapes; what it takes
 * for one may be none, which costs a word of the log.
 */
public final class Redaction {
  /** What stands where a secret stood. */
  public static final String MARK = "[redacted]";

  /** Longer texts end here: their end could be half a secret. */
  private static final int LONGEST = 65_536;

  private static final int LEAST_CARD_DIGITS = 13;
  private static final int MOST_CARD_DIGITS = 19;

  /**
   * What to look for.
   *
   * @param hints one of which is in every text that has the shape; looked for first, being cheaper
   */
  private record Rule(
      Pattern shape, Function<MatchResult, String> replacement, List<String> hints) {

    String apply(String text) {
      return hints.isEmpty() || hints.stream().anyMatch(text::contains)
          ? shape.matcher(text).replaceAll(this::quote)
          : text;
    }

    private String quote(MatchResult match) {
      return Matcher.quoteReplacement(replacement.apply(match));
    }

    Rule onlyIf(String... texts) {
      return new Rule(shape, replacement, List.of(texts));
    }
  }

  private static final String NAMES =
      "password|passwd|passphrase|passcode|\\bpwd|secret|token(?!s?"
          + " (?:is|are|of|not))|authorization|api[-_ ]?key|private[-_ ]?key|publishable[-_"
          + " ]?key|signature|signing[-_ ]?key|credential|init[-_]?data|\\botp|totp|recovery[-_"
          + " ]?codes?|one[-_]time[-_]code|\\bpin\\b|\\bcv[vc]2?\\b|\\bpan\\b|card[-_"
          + " ]?(?:number|no)|\\biban\\b|session[-_]?id";

  /** A name, maybe quoted, even in JSON that is itself quoted; then its value. */
  private static final Pattern NAMED =
      Pattern.compile(
          "((?=[acioptsACIOPTS])(?:"
              + NAMES
              + ")[\\w-]{0,40}+(?:\\\\*+[\"'])?+\\s{0,3}+(?:=>|=|:|%3D)\\s{0,3}+)"
              + "(?:\\\\++\"[^\"\\\\]*+\\\\*+\"?+|\"(?:[^\"\\\\]|\\\\.)*+\"?+|'[^']*+'?+"
              + "|(?:(?:Bearer|Basic|Digest)\\s{1,3}+)?+[^\\s,;&\"'}\\])<>\\\\]++)",
          Pattern.CASE_INSENSITIVE);

  private static final List<Rule> RULES =
      List.of(
          rule("-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY-----[\\s\\S]*?"
                  + "(?:-----END [A-Z0-9 ]{0,30}PRIVATE KEY-----|$(?![\\s\\S]))")
              .onlyIf("PRIVATE KEY"),
          // A key without its frame.
          rule("(?<![A-Za-z0-9+/=_-])MI[IGCME][A-Za-z0-9+/_-]{40,}+={0,2}").onlyIf("MI"),
          // Telegram's initData, plain or encoded, in whatever order its fields come.
          rule("(?<![^\\s\"'<>])[^\\s\"'<>]*?(?:auth_date|query_id)(?:=|%3D)[^\\s\"'<>]*+")
              .onlyIf("auth_date", "query_id"),
          rule("(?<![A-Za-z0-9_])eyJ[A-Za-z0-9_-]{4,}+(?:\\.[A-Za-z0-9_-]*+){1,4}").onlyIf("eyJ"),
          rule("(?<![0-9])[0-9]{6,14}(?::|%3A)[A-Za-z0-9_-]{30,}+"),
          kept("((?:Set-)?Cookie2?\\s{0,3}+[:=]\\s{0,3}+)[^\\r\\n]++"),
          kept("(\\b(?:Proxy-)?Authorization\\s{0,3}+[:=]\\s{0,3}+)[^\\r\\n\"'}\\],]++"),
          kept("(\\b(?:Bearer|Basic)\\s{1,3}+)[A-Za-z0-9._~+/=-]{6,}+"),
          // Stripe's and MoonPay's, and those of Slack's applications.
          rule("(?<![A-Za-z0-9])(?:sk|pk|rk|wk|whsec|xox[abprs])[_-][A-Za-z0-9_-]{8,}+"),
          rule("https?://hooks\\.slack\\.com/[^\\s\"'<>]++").onlyIf("hooks.slack.com"),
          // Signatures of webhooks.
          rule("\\bt=[0-9]{6,13}+\\s?+,\\s?+(?:v[0-9]|s)=[^\\s\"'}\\]]++").onlyIf("t="),
          kept("([?&](?:signature|hash|key|sig)=)[^\\s&\"'<>]++").onlyIf("?", "&"),
          // Hashes of passwords.
          rule("\\$(?:2[abxy]\\$[0-9]{2}\\$[./A-Za-z0-9]{20,}+|argon2[a-z]{1,2}\\$[^\\s\"']++)")
              .onlyIf("$"),
          // https://user:password@host, jdbc:…://user:password@host
          kept("(://[^\\s/:@\"']{0,80}+:)[^\\s@\"']{1,200}?(?=@)").onlyIf("://"),
          new Rule(NAMED, match -> match.group(1) + MARK, List.of("=", ":", "%3D", "%3d")),
          // Of a second factor.
          kept(
              "(\\bcode(?:\\\\*+[\"'])?+\\s{0,3}+[:=]\\s{0,3}+(?:\\\\*+[\"'])?+)[0-9]{6,8}(?![0-9])"),
          // A refresh token, and whatever else is 32 random bytes.
          rule(
              "(?<![A-Za-z0-9_+/=.-])(?=[A-Za-z0-9_-]{0,42}[0-9])(?=[A-Za-z0-9_-]{0,42}[A-Z])"
                  + "(?=[A-Za-z0-9_-]{0,42}[a-z])[A-Za-z0-9_-]{43}(?![A-Za-z0-9_+/.-])"),
          rule("(?<![0-9A-Fa-f])[0-9A-Fa-f]{64,}+(?![0-9A-Fa-f])"),
          new Rule(
              Pattern.compile("(?<![0-9A-Za-z.-])[2-6](?:[ -]?[0-9]){12,18}(?![0-9A-Za-z-])"),
              match -> isCard(match.group()) ? MARK : match.group(),
              List.of()),
          // Whose mail it was can still be guessed by who knows them.
          new Rule(
              Pattern.compile(
                  "(?<![\\w.+%-])([\\w+%-])[\\w.+%-]{0,63}+@([\\w-]{1,63}+(?:\\.[\\w-]{1,63}+)+)"),
              match -> match.group(1) + "…@" + match.group(2),
              List.of("@")));

  private Redaction() {}

  /** The text without secrets. */
  public static String of(String text) {
    String clean = text.length() <= LONGEST ? text : beginning(text);
    for (Rule rule : RULES) {
      clean = rule.apply(clean);
    }
    return clean;
  }

  /** Without the word that would be cut in two. */
  private static String beginning(String text) {
    int end = LONGEST;
    while (end > 0 && !Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end == 0 ? LONGEST : end) + "…";
  }

  private static Rule rule(String shape) {
    return new Rule(Pattern.compile(shape), match -> MARK, List.of());
  }

  /** What its first group matched is kept. */
  private static Rule kept(String shape) {
    return new Rule(
        Pattern.compile(shape, Pattern.CASE_INSENSITIVE),
        match -> match.group(1) + MARK,
        List.of());
  }

  /** Whether the digits have the check digit that card numbers have. */
  private static boolean isCard(String text) {
    String digits = text.replaceAll("[ -]", "");
    if (digits.length() < LEAST_CARD_DIGITS || digits.length() > MOST_CARD_DIGITS) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int counted = i % 2 == 0 ? digit : digit * 2;
      sum += counted > 9 ? counted - 9 : counted;
    }
    return sum % 10 == 0;
  }
}
