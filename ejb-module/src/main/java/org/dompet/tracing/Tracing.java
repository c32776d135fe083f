package org.dompet.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.dompet.logging.LogContext;
import org.dompet.refusal.Refusal;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Makes spans, as children of the one that {@link LogContext} names.
 *
 * <p>One for the application, without a proxy.
 */
@Singleton
public class Tracing {
  private static final Pattern TRACEPARENT =
      Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
  private static final int TRACE_END = 35;
  private static final int SPAN_END = 52;

  private final @Nullable Tracer tracer;

  @Inject
  Tracing(Config config, Instance<OpenTelemetry> telemetry) {
    boolean off = config.getOptionalValue("otel.sdk.disabled", Boolean.class).orElse(true);
    this.tracer = off ? null : telemetry.get().getTracer("org.dompet");
  }

  private Tracing() {
    this.tracer = null;
  }

  /** Without telemetry, outside of a container. */
  public static Tracing none() {
    return new Tracing();
  }

  /** Whether anything is traced at all. */
  public boolean isOn() {
    return tracer != null;
  }

  /** Does some work as a part of what is under way. */
  public <T> T part(String name, Supplier<T> work) {
    return tracer == null ? work.get() : span(tracer, name, SpanKind.INTERNAL, work);
  }

  /**
   * Does what a request asks for.
   *
   * @param traceparent of whoever sent it, if it said so
   */
  public void serve(String name, @Nullable String traceparent, Runnable work) {
    if (tracer != null) {
      LogContext.trace(known(traceparent));
    }
    begin(name, SpanKind.SERVER, work);
  }

  /** Does what a message asks for, whose context has been set. */
  public void deliver(String name, Runnable work) {
    begin(name, SpanKind.CONSUMER, work);
  }

  private void begin(String name, SpanKind kind, Runnable work) {
    if (tracer == null) {
      work.run();
      return;
    }
    span(
        tracer,
        name,
        kind,
        () -> {
          work.run();
          return true;
        });
  }

  /** Notes a part of a trace that has just ended. */
  public void note(String name, @Nullable String traceparent, Instant end, Duration took) {
    @Nullable String parent = known(traceparent);
    if (tracer != null && parent != null) {
      tracer
          .spanBuilder(name)
          .setSpanKind(SpanKind.CONSUMER)
          .setParent(remote(parent))
          .setStartTimestamp(end.minus(took))
          .startSpan()
          .end(end);
    }
  }

  /** Has what this thread logs and hands on be a part of the span that the server began. */
  public void join() {
    SpanContext span = Span.current().getSpanContext();
    if (span.isValid()) {
      LogContext.trace(text(span));
    }
  }

  private static <T> T span(Tracer tracer, String name, SpanKind kind, Supplier<T> work) {
    LogContext before = LogContext.current();
    Span span = tracer.spanBuilder(name).setSpanKind(kind).setParent(parent()).startSpan();
    LogContext.trace(text(span.getSpanContext()));
    try (Scope scope = span.makeCurrent()) {
      return within(scope, work);
    } catch (RuntimeException | Error failed) {
      if (!(failed instanceof Refusal)) {
        // Its message may say what nobody outside may read.
        span.setStatus(StatusCode.ERROR, failed.getClass().getSimpleName());
      }
      throw failed;
    } finally {
      LogContext.trace(before.traceparent());
      span.end();
    }
  }

  private static <T> T within(Scope scope, Supplier<T> work) {
    assert scope != null;
    return work.get();
  }

  /** Not what is current: a server may leave another request's span with a thread. */
  private static Context parent() {
    @Nullable String traceparent = LogContext.current().traceparent();
    return traceparent == null ? Context.root() : remote(traceparent);
  }

  private static @Nullable String known(@Nullable String traceparent) {
    return traceparent != null && TRACEPARENT.matcher(traceparent).matches() ? traceparent : null;
  }

  private static Context remote(String traceparent) {
    return Context.root()
        .with(
            Span.wrap(
                SpanContext.createFromRemoteParent(
                    traceparent.substring(3, TRACE_END),
                    traceparent.substring(TRACE_END + 1, SPAN_END),
                    TraceFlags.fromHex(traceparent, SPAN_END + 1),
                    TraceState.getDefault())));
  }

  private static String text(SpanContext span) {
    return "00-" + span.getTraceId() + "-" + span.getSpanId() + "-" + span.getTraceFlags().asHex();
  }
}
