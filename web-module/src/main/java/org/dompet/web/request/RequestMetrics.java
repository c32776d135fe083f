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
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.metrics.Histogram;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Times every request by method, route and status class: {@code dompet_http_microseconds}. The
 * route is the template, not the path, so that ids make no new series.
 */
@Provider
@Dependent
@Priority(0)
public class RequestMetrics implements ContainerRequestFilter, ContainerResponseFilter {
  private static final String STARTED = RequestMetrics.class.getName();

  private record Series(@Nullable Method resource, String method, int statusClass) {}

  private final Map<Series, Histogram> histograms = new ConcurrentHashMap<>();

  @Context private ResourceInfo resource;

  private final MetricRegistry metrics;

  @Inject
  @SuppressWarnings("NullAway.Init") // the resource is JAX-RS's
  RequestMetrics(MetricRegistry metrics) {
    this.metrics = metrics;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    request.setProperty(STARTED, System.nanoTime());
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getProperty(STARTED) instanceof Long started) {
      Series series =
          new Series(
              resource.getResourceMethod(), known(request.getMethod()), response.getStatus() / 100);
      histograms
          .computeIfAbsent(series, this::histogram)
          .update((System.nanoTime() - started) / 1_000);
    }
  }

  private Histogram histogram(Series series) {
    return metrics.histogram(
        "dompet_http_microseconds",
        new Tag("method", series.method()),
        new Tag("route", route()),
        new Tag("status", series.statusClass() + "xx"));
  }

  private String route() {
    Class<?> type = resource.getResourceClass();
    Method method = resource.getResourceMethod();
    if (type == null || method == null) {
      return "none";
    }
    Path first = type.getAnnotation(Path.class);
    Path second = method.getAnnotation(Path.class);
    String route =
        "/" + (first == null ? "" : first.value()) + "/" + (second == null ? "" : second.value());
    return "/api/v1" + route.replaceAll("/+", "/").replaceAll("/$", "");
  }

  private static String known(String method) {
    return switch (method) {
      case HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE, HttpMethod.PATCH ->
          method;
      default -> "other";
    };
  }
}
