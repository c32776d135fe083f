package org.dompet.server.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dompet.server.place.CannotRun;
import org.dompet.server.place.ExitCode;
import org.dompet.server.place.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is and who enters it. The URL carries no credentials, whatever form it came in.
 */
public record DatabaseAddress(String url, String user, String password) {

  private static final String JDBC = "jdbc:postgresql:";

  /**
   * Reads an address from settings: a JDBC URL, or {@code postgres://user:password@host:port/name}.
   * A user and a password of their own win over those in the URL.
   *
   * @return nothing when there is no URL
   * @throws CannotRun when the URL cannot be read or a credential is missing; the sentence never
   *     repeats the URL, which may hold a password
   */
  public static Optional<DatabaseAddress> from(
      Settings settings, String urlKey, String userKey, String passwordKey) {
    return settings
        .find(urlKey)
        .map(
            text -> {
              Parts parts = text.startsWith("jdbc:") ? ofJdbc(text, urlKey) : ofUri(text, urlKey);
              return new DatabaseAddress(
                  parts.url,
                  settings
                      .find(userKey)
                      .or(() -> Optional.ofNullable(parts.user))
                      .orElseThrow(() -> missing(urlKey, userKey)),
                  settings
                      .find(passwordKey)
                      .or(() -> Optional.ofNullable(parts.password))
                      .orElseThrow(() -> missing(urlKey, passwordKey)));
            });
  }

  /** Keeps the password out of logs and messages. */
  @Override
  public String toString() {
    return user + " at " + url;
  }

  private record Parts(String url, @Nullable String user, @Nullable String password) {}

  private static Parts ofJdbc(String text, String key) {
    if (!text.startsWith(JDBC)) {
      throw unreadable(key);
    }
    int question = text.indexOf('?');
    return question < 0
        ? new Parts(text, null, null)
        : withQuery(text.substring(0, question), text.substring(question + 1), null, null);
  }

  private static Parts ofUri(String text, String key) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw unreadable(key);
    }
    boolean isPostgres = "postgres".equals(uri.getScheme()) || "postgresql".equals(uri.getScheme());
    if (!isPostgres || uri.getHost() == null || uri.getRawPath().length() < 2) {
      throw unreadable(key);
    }
    String user = null;
    String password = null;
    String info = uri.getRawUserInfo();
    if (info != null) {
      int colon = info.indexOf(':');
      user = percentDecoded(colon < 0 ? info : info.substring(0, colon));
      password = colon < 0 ? null : percentDecoded(info.substring(colon + 1));
    }
    String url =
        JDBC
            + "//"
            + uri.getHost()
            + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
            + uri.getRawPath();
    return withQuery(url, uri.getRawQuery() == null ? "" : uri.getRawQuery(), user, password);
  }

  /** Takes the credentials out of the parameters of a URL and leaves the others. */
  private static Parts withQuery(
      String url, String query, @Nullable String user, @Nullable String password) {
    List<String> kept = new ArrayList<>();
    String foundUser = user;
    String foundPassword = password;
    for (String parameter : query.split("&", -1)) {
      if (parameter.startsWith("user=")) {
        foundUser = percentDecoded(parameter.substring("user=".length()));
      } else if (parameter.startsWith("password=")) {
        foundPassword = percentDecoded(parameter.substring("password=".length()));
      } else if (!parameter.isEmpty()) {
        kept.add(parameter);
      }
    }
    return new Parts(
        kept.isEmpty() ? url : url + "?" + String.join("&", kept), foundUser, foundPassword);
  }

  /** In a URL, unlike in a form, a plus is a plus. */
  private static String percentDecoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
  }

  private static CannotRun unreadable(String key) {
    return new CannotRun(
        ExitCode.USAGE,
        key
            + " must look like jdbc:postgresql://host:5432/name or"
            + " postgres://user:password@host:5432/name.");
  }

  private static CannotRun missing(String urlKey, String key) {
    return new CannotRun(
        ExitCode.USAGE, key + " is missing: " + urlKey + " is set, but does not name it.");
  }
}
