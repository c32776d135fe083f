package org.dompet.readiness;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import org.dompet.configuration.Profile;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * The servers of others that this installation is configured to use, and whether they can be
 * reached. One that can't is no reason to send requests elsewhere: readiness does not ask them.
 */
@ApplicationScoped
public class Peers {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final long FRESH_NANOS = Duration.ofSeconds(10).toNanos();
  private static final int THREADS = 3;
  private static final int SUBMISSION = 587;

  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  private ThreadFactory threads;

  private Config config;
  private @Nullable ThreadPoolExecutor pool;
  private @Nullable Looks looks;
  private @Nullable List<Checked> last;
  private long lookedAt;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected Peers() {}

  @Inject
  @SuppressWarnings("NullAway.Init") // the threads are the container's
  Peers(Config config) {
    this.config = config;
  }

  /** Gets ready to look. Called once, when the application starts, by one of its own. */
  public synchronized void begin() {
    ThreadPoolExecutor own = LookingThreads.start(THREADS, threads);
    pool = own;
    looks =
        new Looks(
            List.of(
                PeerIsReachable.at(
                    "telegram",
                    ifSet(
                        "dompet.notification.telegram.bot-token",
                        "dompet.notification.telegram.url",
                        "https://api.telegram.org")),
                PeerIsReachable.at(
                    "moonpay",
                    ifSet(
                        "dompet.onramp.moonpay.secret-key",
                        "dompet.onramp.moonpay.api-url",
                        "https://api.moonpay.com")),
                PeerIsReachable.at(
                    "stripe",
                    ifSet(
                        "dompet.onramp.stripe.secret-key",
                        "dompet.onramp.stripe.url",
                        "https://api.stripe.com")),
                PeerIsReachable.at(
                    "mail",
                    text("dompet.notification.email.host"),
                    config
                        .getOptionalValue("dompet.notification.email.port", Integer.class)
                        .orElse(SUBMISSION)),
                PeerIsReachable.at(
                    "slack", text("dompet.notification.slack.url").flatMap(Peers::uri)),
                PeerIsReachable.at(
                    "otlp",
                    text("otel.sdk.disabled")
                        .filter(disabled -> disabled.equalsIgnoreCase("false"))
                        .flatMap(on -> text("otel.exporter.otlp.endpoint"))
                        .flatMap(Peers::uri))),
            Profile.DEVELOPMENT,
            own,
            PATIENCE);
  }

  /** All of them, as they were at most ten seconds ago; a warning: it is not configured. */
  public synchronized List<Checked> now() {
    List<Checked> seen = last;
    if (seen == null || System.nanoTime() - lookedAt > FRESH_NANOS) {
      seen = Objects.requireNonNull(looks, "not begun").all();
      last = seen;
      lookedAt = System.nanoTime();
    }
    return seen;
  }

  @PreDestroy
  void end() {
    if (pool != null) {
      pool.shutdownNow();
    }
  }

  /** The address of one that is used only where there is a key to it. */
  private Optional<URI> ifSet(String secret, String key, String usual) {
    return text(secret).flatMap(set -> uri(text(key).orElse(usual)));
  }

  private Optional<String> text(String key) {
    return config.getOptionalValue(key, String.class).filter(value -> !value.isBlank());
  }

  /** An address that can't be read is none; what to say of it, its own settings know. */
  private static Optional<URI> uri(String text) {
    try {
      return Optional.of(URI.create(text));
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }
}
