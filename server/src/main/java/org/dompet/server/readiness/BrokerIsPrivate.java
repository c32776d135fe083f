package org.dompet.server.readiness;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dompet.readiness.Check;
import org.dompet.readiness.Verdict;
import org.dompet.server.place.Settings;

/** Nobody on the way reads or changes what the server says to the broker. */
final class BrokerIsPrivate implements Check {
  private static final Pattern CONNECTOR = Pattern.compile("tcp://(\\[[^\\]]*]|[^:/?,)]+)");
  private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.[0-9.]+|\\[::1]");

  private final Settings settings;

  BrokerIsPrivate(Settings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "broker-encryption";
  }

  @Override
  public String proves() {
    return "The broker is embedded, on this machine, or reached by TLS.";
  }

  @Override
  public Scope scope() {
    return Scope.PRODUCTION;
  }

  @Override
  public Verdict look() {
    String url = settings.find(Settings.BROKER_URL).orElse("");
    if (url.isEmpty()) {
      return Verdict.pass("embedded");
    }
    Matcher connectors = CONNECTOR.matcher(url);
    while (connectors.find()) {
      String host = connectors.group(1);
      if (!LOOPBACK.matcher(host).matches() && !url.contains("sslEnabled=true")) {
        return Verdict.fail("not encrypted, over the network to " + host);
      }
    }
    return Verdict.pass(url.contains("sslEnabled=true") ? "TLS" : "on this machine");
  }
}
