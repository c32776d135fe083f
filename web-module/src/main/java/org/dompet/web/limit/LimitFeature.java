package org.dompet.web.limit;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import org.dompet.limit.LimitSettings;
import org.dompet.limit.Limits;
import org.dompet.web.request.Call;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.jspecify.annotations.Nullable;

/** Puts a {@link TakeToken} before every door that is {@link Limited} and has a limit here. */
@Provider
@Dependent
public class LimitFeature implements DynamicFeature {
  private final Limits limits;
  private final LimitSettings settings;
  private final Call call;
  private final MetricRegistry metrics;

  @Inject
  LimitFeature(Limits limits, LimitSettings settings, Call call, MetricRegistry metrics) {
    this.limits = limits;
    this.settings = settings;
    this.call = call;
    this.metrics = metrics;
  }

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    @Nullable Limited limited = resource.getResourceMethod().getAnnotation(Limited.class);
    if (limited == null) {
      limited = resource.getResourceClass().getAnnotation(Limited.class);
    }
    if (limited != null && settings.of(limited.value()) > 0) {
      context.register(
          new TakeToken(limited.value(), settings.of(limited.value()), limits, call, metrics));
    }
  }
}
