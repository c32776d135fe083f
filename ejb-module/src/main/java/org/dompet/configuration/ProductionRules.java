package org.dompet.configuration;

import java.util.ArrayList;
import java.util.List;

/** What is refused on the internet beyond what the catalogue itself says. */
final class ProductionRules {
  private static final String PUBLIC_URL = "dompet.http.public-url";
  private static final String CORS_ORIGINS = "dompet.http.cors-origins";

  private ProductionRules() {}

  static List<Problem> check(Profile profile, Values values) {
    List<Problem> problems = new ArrayList<>();
    for (String key : List.of(PUBLIC_URL, CORS_ORIGINS)) {
      if (values.find(key).filter(value -> value.contains("http://")).isPresent()) {
        problems.add(new Problem(key, "must be https in " + profile.code()));
      }
    }
    return problems;
  }
}
