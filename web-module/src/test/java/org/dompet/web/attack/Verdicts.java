package org.dompet.web.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.dompet.web.http.RawHttp;

/** What came of many attempts: the first of those that went wrong, and how many in all. */
final class Verdicts {
  /** What gives away how we are built. */
  private static final List<String> INNARDS =
      List.of(
          "org.dompet",
          "org.postgresql",
          "org.glassfish",
          "com.fasterxml",
          "jakarta.",
          "java.",
          "psqlexception",
          "exception",
          "sqlstate",
          "syntax error",
          "\tat ",
          "select ",
          "<html",
          "<!doctype");

  private static final List<String> BANNERS = List.of("X-Powered-By", "Via");

  /** An example of each kind of fault, and where else it was seen. */
  private final Map<String, String> examples = new LinkedHashMap<>();

  private final Map<String, Set<String>> seen = new TreeMap<>();
  private final Map<Integer, Integer> byStatus = new TreeMap<>();

  /** Sends it, and expects of its answer what is expected of any, and a thing more. */
  RawHttp.Answer send(Attempt attempt, String expectation, Predicate<RawHttp.Answer> expected) {
    RawHttp.Answer answer = attempt.send();
    byStatus.merge(answer.status(), 1, Integer::sum);
    String fault = fault(attempt, answer);
    if (fault == null && !expected.test(answer)) {
      fault = expectation;
    }
    if (fault != null) {
      examples.putIfAbsent(fault, attempt + "\n-- was answered\n" + shortened(answer.text()));
      seen.computeIfAbsent(fault, key -> new TreeSet<>()).add(attempt.route().toString());
    }
    return answer;
  }

  RawHttp.Answer send(Attempt attempt) {
    return send(attempt, "", answer -> true);
  }

  /** Fails with an example of each fault. */
  void areGood() {
    StringBuilder text = new StringBuilder().append(byStatus).append(" by status; wrong:\n");
    examples.forEach(
        (fault, example) ->
            text.append("== ")
                .append(fault)
                .append(", at ")
                .append(seen.get(fault))
                .append('\n')
                .append(example)
                .append('\n'));
    assertThat(examples).as("%s", text).isEmpty();
  }

  int count(int status) {
    return byStatus.getOrDefault(status, 0);
  }

  int total() {
    return byStatus.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static String fault(Attempt attempt, RawHttp.Answer answer) {
    int status = answer.status();
    if (status >= 500 && status != 501 && status != 505) {
      return "A failure of ours, " + status;
    }
    for (String banner : BANNERS) {
      if (answer.header(banner) != null) {
        return "A header tells what the server is: " + banner;
      }
    }
    if (answer.header("X-Injected") != null) {
      return "A header was smuggled in";
    }
    if (status < 400) {
      return null;
    }
    String type = answer.contentType();
    if (!type.equals("application/problem+json")) {
      return answer.body().isBlank() && type.isEmpty() ? null : "A refusal that is no problem";
    }
    String body = answer.body().toLowerCase(Locale.ROOT);
    // What was sent may come back: as the name of a field, say.
    String sent = attempt.toString().replace("%20", " ").replace("%3C", "<").replace("%21", "!");
    sent = sent.toLowerCase(Locale.ROOT);
    for (String innard : INNARDS) {
      if (body.contains(innard) && !sent.contains(innard)) {
        return "It tells how we are built: " + innard;
      }
    }
    String id = answer.header("X-Request-Id");
    // HEAD has no body.
    return body.isEmpty() || (id != null && answer.body().contains("\"" + id + "\""))
        ? null
        : "The problem does not name the request";
  }

  private static String shortened(String text) {
    return text.length() > 600 ? text.substring(0, 600) + "…" : text;
  }
}
