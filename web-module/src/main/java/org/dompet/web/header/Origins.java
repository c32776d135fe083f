package org.dompet.web.header;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Whose pages may call the API: origins as browsers write them, compared letter by letter. */
final class Origins {
  private static final String KEY = "dompet.http.cors-origins";
  private static final Pattern ORIGIN =
      Pattern.compile("https?://(\\[[0-9a-f:.]+\\]|[a-z0-9.-]+)(:[0-9]{1,5})?");

  private final Set<String> exact;

  /**
   * Reads the setting.
   *
   * @throws IllegalArgumentException naming it, for anything but exact origins: no pattern, no path
   */
  Origins(List<String> configured) {
    Set<String> origins = new HashSet<>();
    for (String origin : configured) {
      String text = origin.strip();
      if (!ORIGIN.matcher(text).matches() || isUsualPort(URI.create(text))) {
        throw new IllegalArgumentException(
            KEY
                + " must be origins like https://web.telegram.org, as browsers write them: in small"
                + " letters, without a path, without the usual port, and never *");
      }
      origins.add(text);
    }
    exact = Set.copyOf(origins);
  }

  boolean contains(String origin) {
    return exact.contains(origin);
  }

  private static boolean isUsualPort(URI origin) {
    return origin.getPort() == ("https".equals(origin.getScheme()) ? 443 : 80);
  }
}
