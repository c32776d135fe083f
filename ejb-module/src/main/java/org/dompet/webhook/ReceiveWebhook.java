package org.dompet.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.dompet.logging.LogContext;
import org.dompet.messaging.Outbound;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.time.UuidV7;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a provider sends: the address, the signature over the raw bytes, the JSON, one row,
 * one nudge. When it returns, the event is on the disk. What was not signed leaves nothing but a
 * count.
 */
@ApplicationScoped
public class ReceiveWebhook {
  private static final Logger LOG = System.getLogger(ReceiveWebhook.class.getName());
  private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e]+");
  private static final int LONGEST_EVENT_ID = 300;
  private static final int LONGEST_TYPE = 100;
  private static final int LONGEST_REFERENCE = 200;

  /** While this lasts after a nudge, others need none. */
  private static final Duration WINDOW = Duration.ofMillis(20);

  /** When a nudge is delivered: after the window, with some room for the broker's clock. */
  static final Duration DELAY = Duration.ofMillis(25);

  private final AtomicLong windowEnd = new AtomicLong(System.nanoTime());
  private final Map<String, WebhookSource> sources = new HashMap<>();
  private WebhookSettings settings;
  private Inbox inbox;
  private Outbound outbound;
  private Clock clock;
  private Consumer<WebhookStep> observers;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected ReceiveWebhook() {}

  @Inject
  ReceiveWebhook(
      @Any Instance<WebhookSource> sources,
      WebhookSettings settings,
      Inbox inbox,
      Outbound outbound,
      Clock clock,
      Event<WebhookStep> steps) {
    this(sources, settings, inbox, outbound, clock, steps::fire);
  }

  ReceiveWebhook(
      Iterable<WebhookSource> sources,
      WebhookSettings settings,
      Inbox inbox,
      Outbound outbound,
      Clock clock,
      Consumer<WebhookStep> observers) {
    sources.forEach(source -> this.sources.put(source.provider(), source));
    this.settings = settings;
    this.inbox = inbox;
    this.outbound = outbound;
    this.clock = clock;
    this.observers = observers;
    this.sources.values().stream()
        .filter(source -> !source.isConfigured())
        .forEach(
            source ->
                LOG.log(
                    Level.INFO,
                    "dompet.webhook.{0}.secrets is not set: every webhook of {0} is refused",
                    source.provider()));
  }

  /**
   * A call, as the door saw it.
   *
   * @param address the caller's, behind the proxies that are trusted
   * @param header a header's value by its name, null if it wasn't sent
   * @param body as it came
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Call(
      String provider, String address, Function<String, @Nullable String> header, byte[] body) {}

  /**
   * The event that was recorded.
   *
   * @param id ours; of a duplicate, which leaves no trace, none
   */
  public record Received(@Nullable UUID id, boolean duplicate) {}

  /** How many providers can be believed. */
  public long configured() {
    return sources.values().stream().filter(WebhookSource::isConfigured).count();
  }

  /** Whether there is such a provider. */
  public boolean knows(String provider) {
    return sources.containsKey(provider);
  }

  /**
   * Records the event of a call, once.
   *
   * @throws Refusal {@link Kind#ADDRESS_NOT_ALLOWED}, {@link Kind#INVALID_SIGNATURE}, {@link
   *     Kind#INVALID_REQUEST}; {@link Kind#BUSY} if the database can't be reached: nothing was
   *     recorded, and the provider will try again
   */
  public Received receive(Call call) {
    WebhookSource source = sources.get(call.provider());
    if (source == null) {
      throw Refusal.of(Kind.NOT_FOUND, "There is no such provider");
    }
    long began = System.nanoTime();
    try {
      Received received = accept(source, call);
      WebhookStep.Kind step =
          received.duplicate() ? WebhookStep.Kind.DUPLICATE : WebhookStep.Kind.RECEIVED;
      observers.accept(step(call, step, "", began));
      return received;
    } catch (Refusal refusal) {
      observers.accept(step(call, WebhookStep.Kind.REFUSED, refusal.kind().code(), began));
      throw refusal;
    }
  }

  private static WebhookStep step(Call call, WebhookStep.Kind kind, String detail, long began) {
    return new WebhookStep(
        call.provider(), kind, detail, Duration.ZERO, Duration.ofNanos(System.nanoTime() - began));
  }

  private Received accept(WebhookSource source, Call call) {
    AddressRanges allowed = settings.provider(call.provider()).allowed();
    if (!allowed.isEmpty() && !allowed.contains(call.address())) {
      throw Refusal.of(Kind.ADDRESS_NOT_ALLOWED, "Webhooks are not taken from this address");
    }
    Instant now = clock.instant();
    if (!source.isConfigured() || !source.isAuthentic(call.body(), call.header(), now)) {
      throw Refusal.of(Kind.INVALID_SIGNATURE, "The signature was not accepted");
    }
    JsonObject body = Json.object(call.body());
    WebhookSource.Reading reading = source.read(body, now);
    requireName("event id", reading.eventId(), LONGEST_EVENT_ID);
    requireName("type", reading.type(), LONGEST_TYPE);
    if (reading.reference() != null) {
      requireName("reference", reading.reference(), LONGEST_REFERENCE);
    }
    LogContext context = LogContext.current();
    LogContext.set(
        context.withEvent(
            call.provider(), reading.eventId(), context.requestId(), context.traceparent()));
    UUID id = UuidV7.next(clock);
    if (!record(id, call.provider(), reading, Payload.stripped(body), now)) {
      return new Received(null, true);
    }
    if (opensWindow()) {
      outbound.send(ProcessWebhook.QUEUE, id.toString(), DELAY);
    }
    return new Received(id, false);
  }

  /**
   * One nudge is enough for all events of a moment: it takes along what is due, and is delivered
   * when the moment is over, on whatever node.
   */
  private boolean opensWindow() {
    long now = System.nanoTime();
    long end = windowEnd.get();
    return now - end >= 0 && windowEnd.compareAndSet(end, now + WINDOW.toNanos());
  }

  private boolean record(
      UUID id, String provider, WebhookSource.Reading reading, JsonObject payload, Instant now) {
    try {
      return inbox.add(id, provider, reading, payload, now);
    } catch (SQLException failed) {
      String state = failed.getSQLState();
      if (state != null && state.startsWith("22")) {
        // Numbers that no column can hold.
        throw Refusal.of(Kind.INVALID_REQUEST, "The body can't be recorded");
      }
      LOG.log(Level.WARNING, "A webhook of {0} could not be recorded: {1}", provider, failed);
      throw Refusal.of(Kind.BUSY, "The event was not recorded; send it again");
    }
  }

  private static void requireName(String what, String text, int most) {
    if (text.length() > most || !NAME.matcher(text).matches()) {
      throw Refusal.of(
          Kind.INVALID_REQUEST, what, "is not 1 to " + most + " visible ASCII characters");
    }
  }
}
