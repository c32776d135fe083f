package org.dompet.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.dompet.messaging.Outbound;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/** Records that an attempt failed: what comes next, by the schedule, or that it was the last. */
@ApplicationScoped
public class EventFailures {
  private static final int LONGEST_REASON = 500;

  /** What time may heal. Anything else that was refused stays refused. */
  private static final Set<Kind> PASSING =
      EnumSet.of(Kind.BUSY, Kind.NOT_YET, Kind.PROVIDER_UNAVAILABLE, Kind.ACCOUNT_FROZEN);

  private Inbox inbox;
  private DeadLetters deadLetters;
  private Outbound outbound;
  private WebhookSettings settings;
  private Clock clock;
  private Consumer<WebhookDeadLettered> observers;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected EventFailures() {}

  @Inject
  EventFailures(
      Inbox inbox,
      DeadLetters deadLetters,
      Outbound outbound,
      WebhookSettings settings,
      Clock clock,
      Event<WebhookDeadLettered> deadLettered) {
    this(inbox, deadLetters, outbound, settings, clock, deadLettered::fire);
  }

  EventFailures(
      Inbox inbox,
      DeadLetters deadLetters,
      Outbound outbound,
      WebhookSettings settings,
      Clock clock,
      Consumer<WebhookDeadLettered> observers) {
    this.inbox = inbox;
    this.deadLetters = deadLetters;
    this.outbound = outbound;
    this.settings = settings;
    this.clock = clock;
    this.observers = observers;
  }

  /**
   * Records a failed attempt.
   *
   * @return what has become of the event; empty if it no longer waits
   */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public Optional<WebhookStep> record(UUID id, Throwable failure) {
    return inbox.lockWaiting(id).map(failed -> decide(failed, failure));
  }

  private WebhookStep decide(Inbox.Claimed failed, Throwable failure) {
    WebhookEvent event = failed.event();
    failed.isNowLogged();
    Refusal refusal = refusalBehind(failure);
    boolean passing = refusal == null || PASSING.contains(refusal.kind());
    int attempts = failed.attempts() + 1;
    String reason = reason(refusal, failure);
    Instant now = clock.instant();
    if (passing && attempts <= settings.schedule().size()) {
      Duration wait = settings.schedule().get(attempts - 1);
      inbox.retry(failed, reason, now, now.plus(wait));
      outbound.send(ProcessWebhook.QUEUE, event.id().toString(), wait);
      return step(event, WebhookStep.Kind.RETRIED);
    }
    inbox.bury(failed, reason, now);
    Instant first = Objects.requireNonNullElse(failed.firstFailedAt(), now);
    UUID letter = deadLetters.add(event, reason, attempts, first, now);
    observers.accept(
        new WebhookDeadLettered(
            letter, event.id(), event.provider(), event.eventId(), reason, attempts, first, now));
    return step(event, WebhookStep.Kind.DEAD);
  }

  private static WebhookStep step(WebhookEvent event, WebhookStep.Kind kind) {
    return new WebhookStep(event.provider(), kind, event.type(), Duration.ZERO, Duration.ZERO);
  }

  /** A refusal may come wrapped, by a transaction or an EJB. */
  private static @Nullable Refusal refusalBehind(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause() == at ? null : at.getCause()) {
      if (at instanceof Refusal refusal) {
        return refusal;
      }
    }
    return null;
  }

  private static String reason(@Nullable Refusal refusal, Throwable failure) {
    String text =
        refusal == null
            ? failure.getClass().getSimpleName() + ": " + failure.getMessage()
            : refusal.kind().code()
                + ": "
                + (refusal.field() == null ? "" : refusal.field() + " ")
                + refusal.detail();
    String clean = text.replace('\0', '\ufffd');
    return clean.length() <= LONGEST_REASON ? clean : clean.substring(0, LONGEST_REASON);
  }
}
