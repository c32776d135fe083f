package org.dompet.server.readiness;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dompet.readiness.Verdict;
import org.dompet.server.place.Settings;

/** Whoever came by HTTPS once never comes without it again. */
final class HttpsIsKept extends ServerCheck {
  private static final String PUBLIC_URL = "dompet.http.public-url";
  private static final Pattern MAX_AGE = Pattern.compile("max-age=([0-9]{1,12})");
  private static final long HALF_A_YEAR_SECONDS = 15_552_000;

  private final Settings settings;

  HttpsIsKept(RunningServer server, Settings settings) {
    super(server);
    this.settings = settings;
  }

  @Override
  public String name() {
    return "https";
  }

  @Override
  public String proves() {
    return "The public address is HTTPS, and browsers are told to keep to it " + "(HSTS).";
  }

  @Override
  public Scope scope() {
    return Scope.PRODUCTION;
  }

  @Override
  Verdict ask(RunningServer server) {
    String url = settings.find(PUBLIC_URL).orElse("");
    if (!url.startsWith("https://")) {
      return Verdict.fail(
          url.isEmpty() ? PUBLIC_URL + " is not set" : PUBLIC_URL + " is not https");
    }
    String header = server.get("/docs/").text("Strict-Transport-Security");
    Matcher age = MAX_AGE.matcher(header);
    return age.find() && Long.parseLong(age.group(1)) >= HALF_A_YEAR_SECONDS
        ? Verdict.pass("Strict-Transport-Security: " + header)
        : Verdict.fail("Strict-Transport-Security is " + (header.isEmpty() ? "missing" : header));
  }
}
