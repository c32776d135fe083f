package org.dompet.configuration;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hosts in the URL of a database or a broker, and the parameters behind them. Names are not
 * looked up: a host is on this machine only if the URL says so.
 *
 * @param hosts none if the URL names none, which is this machine
 * @param query what is behind the question marks; may hold secrets
 */
record Endpoints(
    List<String> hosts, String query, Optional<String> user, Optional<Secret> password) {
  private static final Pattern AUTHORITY = Pattern.compile("//(?:([^@/?]*)@)?([^/?)]*)");
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|::1|0:0:0:0:0:0:0:1");

  Endpoints {
    hosts = List.copyOf(hosts);
  }

  /**
   * Of {@code jdbc:postgresql://a:5432,b/name?…}, {@code postgres://…} or {@code tcp://…}, but no
   * list of these.
   */
  static Endpoints of(String url) {
    List<String> hosts = hosts(url);
    Matcher authority = AUTHORITY.matcher(url);
    String credentials = authority.find() && authority.group(1) != null ? authority.group(1) : "";
    String query =
        String.join("&", Arrays.asList(url.split("[?&;]", -1)).stream().skip(1).toList());
    String[] userAndPassword = credentials.split(":", 2);
    Optional<String> user =
        Optional.of(userAndPassword[0])
            .filter(name -> !name.isEmpty())
            .or(() -> parameter(query, "user"));
    Optional<String> password =
        userAndPassword.length == 2
            ? Optional.of(userAndPassword[1])
            : parameter(query, "password");
    return new Endpoints(hosts, query, user, password.map(Secret::new));
  }

  /** Each connector of a broker's URL, with what is said behind the list for all of them. */
  static List<Endpoints> ofBroker(String url) {
    int end = url.lastIndexOf(')');
    if (!url.startsWith("(") || end < 0) {
      return List.of(of(url));
    }
    String all = url.substring(end + 1).replaceFirst("^\\?", "");
    return Arrays.stream(url.substring(1, end).split(",(?=[a-z]+://)", -1))
        .map(part -> of(part + (part.contains("?") ? "&" : "?") + all))
        .toList();
  }

  private static List<String> hosts(String part) {
    Matcher authority = AUTHORITY.matcher(part);
    return authority.find()
        ? Arrays.stream(authority.group(2).split(",", -1))
            .map(Endpoints::withoutPort)
            .filter(host -> !host.isEmpty())
            .toList()
        : List.of();
  }

  private static String withoutPort(String host) {
    return host.startsWith("[")
        ? host.substring(1, Math.max(1, host.indexOf(']')))
        : host.replaceFirst(":\\d*$", "");
  }

  /** True if nothing that is said to it leaves this machine. */
  boolean areHere() {
    return hosts.stream()
        .allMatch(host -> LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches());
  }

  Optional<String> parameter(String name) {
    return parameter(query, name);
  }

  /** The last one, as drivers have it. */
  private static Optional<String> parameter(String query, String name) {
    return Arrays.stream(query.split("&", -1))
        .filter(part -> part.startsWith(name + "="))
        .map(part -> part.substring(name.length() + 1))
        .reduce((first, second) -> second);
  }
}
