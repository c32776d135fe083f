package org.dompet.web.request;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.metrics.Histogram;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Times every request by method, route and status class: {@code dompet_http_microseconds}. The
 * route is the template, not the path, so that ids make no new series. Each door has a clock of its
 * own: to ask which one a request came to is a per cent of a transfer.
 */
@Provider
@Dependent
public class RequestMetrics implements DynamicFeature {
  private static final String STARTED = RequestMetrics.class.getName();

  private final MetricRegistry metrics;

  @Inject
  RequestMetrics(MetricRegistry metrics) {
    this.metrics = metrics;
  }

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    context.register(new Clock(metrics, method(resource), route(resource)));
  }

  private static String method(ResourceInfo resource) {
    return Arrays.stream(resource.getResourceMethod().getAnnotations())
        .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
        .filter(Objects::nonNull)
        .map(HttpMethod::value)
        .findFirst()
        .orElse("other");
  }

  private static String route(ResourceInfo resource) {
    @Nullable Path first = resource.getResourceClass().getAnnotation(Path.class);
    @Nullable Path second = resource.getResourceMethod().getAnnotation(Path.class);
    String route =
        "/" + (first == null ? "" : first.value()) + "/" + (second == null ? "" : second.value());
    return "/api/v1" + route.replaceAll("/+", "/").replaceAll("/$", "");
  }

  @Priority(0)
  private static final class Clock implements ContainerRequestFilter, ContainerResponseFilter {
    private final MetricRegistry metrics;
    private final Tag method;
    private final Tag route;
    private final Map<Integer, Histogram> byStatusClass = new ConcurrentHashMap<>();

    Clock(MetricRegistry metrics, String method, String route) {
      this.metrics = metrics;
      this.method = new Tag("method", method);
      this.route = new Tag("route", route);
    }

    @Override
    public void filter(ContainerRequestContext request) {
      request.setProperty(STARTED, System.nanoTime());
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
      if (request.getProperty(STARTED) instanceof Long started) {
        byStatusClass
            .computeIfAbsent(response.getStatus() / 100, this::histogram)
            .update((System.nanoTime() - started) / 1_000);
      }
    }

    private Histogram histogram(int statusClass) {
      return metrics.histogram(
          "dompet_http_microseconds", method, route, new Tag("status", statusClass + "xx"));
    }
  }
}
