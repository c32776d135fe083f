package org.dompet.web.probe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.dompet.configuration.SecretsAge;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Says how many days ago each secret was changed, by its key. */
@ApplicationScoped
public class SecretMetrics {
  /** Nobody noted when it was changed. */
  private static final long UNKNOWN = -1;

  private SecretsAge secrets;
  private MetricRegistry metrics;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected SecretMetrics() {}

  @Inject
  SecretMetrics(SecretsAge secrets, MetricRegistry metrics) {
    this.secrets = secrets;
    this.metrics = metrics;
  }

  void onStart(@Observes @Initialized(ApplicationScoped.class) Object event) {
    for (SecretsAge.Age secret : secrets.ages()) {
      String key = secret.key();
      metrics.gauge("dompet_secret_age_days", () -> days(key), new Tag("secret", key));
    }
  }

  private long days(String key) {
    return secrets.ages().stream()
        .filter(secret -> secret.key().equals(key))
        .map(SecretsAge.Age::age)
        .mapToLong(age -> age == null ? UNKNOWN : age.toDays())
        .findFirst()
        .orElse(UNKNOWN);
  }
}
