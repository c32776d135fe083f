package org.dompet.testing;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.dompet.limit.Limit;

/**
 * Settings under which a test or a benchmark may ask as often as it likes. Requests are counted all
 * the same: what is measured is what production does.
 */
public final class RaisedLimits {
  private static final String PLENTY = "1000000000";

  private RaisedLimits() {}

  /** By key. */
  public static Map<String, String> properties() {
    return Arrays.stream(Limit.values())
        .collect(Collectors.toMap(limit -> "dompet.limits." + limit.code(), limit -> PLENTY));
  }

  /** As options of {@code java}. */
  public static List<String> options() {
    return properties().entrySet().stream()
        .map(setting -> "-D" + setting.getKey() + "=" + setting.getValue())
        .toList();
  }

  /** By environment variable. */
  public static Map<String, String> environment() {
    return properties().entrySet().stream()
        .collect(
            Collectors.toMap(
                setting -> setting.getKey().toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"),
                Map.Entry::getValue));
  }

  /** As {@code NAME=value}. */
  public static List<String> assignments() {
    return environment().entrySet().stream()
        .map(setting -> setting.getKey() + "=" + setting.getValue())
        .toList();
  }
}
