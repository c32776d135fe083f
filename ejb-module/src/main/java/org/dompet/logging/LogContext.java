package org.dompet.logging;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a thread works on, for the lines that it logs. Set where work begins; handed on where
 * another thread or another node goes on with it.
 *
 * @param requestId of the HTTP request
 * @param userId who asks
 * @param walletId whose money it is about
 * @param providerEventId a webhook's provider and the provider's id of it, {@code stripe:evt_1}
 * @param runId of a job
 * @param traceparent of the trace that records it, as W3C Trace Context writes it
 */
public record LogContext(
    @Nullable String requestId,
    @Nullable String userId,
    @Nullable String walletId,
    @Nullable String providerEventId,
    @Nullable String runId,
    @Nullable String traceparent) {

  /** About nothing in particular. */
  public static final LogContext NONE = new LogContext(null, null, null, null, null, null);

  private static final Pattern TRACE =
      Pattern.compile("00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

  private static final ThreadLocal<@Nullable LogContext> CURRENT = new ThreadLocal<>();

  /** What this thread works on. */
  public static LogContext current() {
    LogContext context = CURRENT.get();
    return context == null ? NONE : context;
  }

  /** Says what this thread works on from now on; {@link #NONE} when it is done. */
  public static void set(LogContext context) {
    if (context.equals(NONE)) {
      // The container's threads outlive the application: nothing of it may stay with them.
      CURRENT.remove();
    } else {
      CURRENT.set(context);
    }
  }

  /** Says who asks, from now on. */
  public static void user(@Nullable String id) {
    LogContext now = current();
    set(
        new LogContext(
            now.requestId, id, now.walletId, now.providerEventId, now.runId, now.traceparent));
  }

  /** Says whose money it is about, from now on. */
  public static void wallet(String id) {
    LogContext now = current();
    set(
        new LogContext(
            now.requestId, now.userId, id, now.providerEventId, now.runId, now.traceparent));
  }

  /**
   * The same, about a webhook's event.
   *
   * @param requestId of the call that brought it
   * @param traceparent of the trace of that call
   */
  public LogContext withEvent(
      String provider, String eventId, @Nullable String requestId, @Nullable String traceparent) {
    return new LogContext(requestId, null, null, provider + ":" + eventId, runId, traceparent);
  }

  /** Says which trace records it, from now on. */
  public static void trace(@Nullable String traceparent) {
    LogContext now = current();
    set(
        new LogContext(
            now.requestId, now.userId, now.walletId, now.providerEventId, now.runId, traceparent));
  }

  /** The work of a request. */
  public static LogContext ofRequest(String id) {
    return new LogContext(id, null, null, null, null, null);
  }

  /** The work of a job's run. */
  public static LogContext ofRun(String id) {
    return new LogContext(null, null, null, null, id, null);
  }

  /** Works on it, then on what the thread worked on before. */
  public void run(Runnable work) {
    LogContext before = current();
    set(this);
    try {
      work.run();
    } finally {
      set(before);
    }
  }

  /** Tells what is known, by name. */
  public void forEach(BiConsumer<String, String> fields) {
    tell("requestId", requestId, fields);
    tell("userId", userId, fields);
    tell("walletId", walletId, fields);
    tell("providerEventId", providerEventId, fields);
    tell("runId", runId, fields);
    tell("traceparent", traceparent, fields);
  }

  /** The trace's id, of 32 hexadecimal digits; null if it isn't traced. */
  @Nullable String traceId() {
    if (traceparent == null) {
      return null;
    }
    Matcher trace = TRACE.matcher(traceparent);
    return trace.matches() ? trace.group(1) : null;
  }

  /** What is known, by name. */
  public Map<String, String> toMap() {
    Map<String, String> known = new LinkedHashMap<>();
    forEach(known::put);
    return known;
  }

  /** The context of which another told by name. */
  public static LogContext of(Function<String, @Nullable String> fields) {
    return new LogContext(
        fields.apply("requestId"),
        fields.apply("userId"),
        fields.apply("walletId"),
        fields.apply("providerEventId"),
        fields.apply("runId"),
        fields.apply("traceparent"));
  }

  private static void tell(String name, @Nullable String value, BiConsumer<String, String> fields) {
    if (value != null) {
      fields.accept(name, value);
    }
  }
}
