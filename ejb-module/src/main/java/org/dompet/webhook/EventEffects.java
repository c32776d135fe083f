package org.dompet.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.dompet.ledger.JournalEntry;
import org.dompet.ledger.Ledger;
import org.dompet.ledger.Outcome;
import org.dompet.ledger.RetriesConflicts;
import org.dompet.logging.LogContext;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Events and all that they change, in one transaction: their rows are locked, their handlers asked,
 * the money is booked by one call of the ledger, the rows are marked. All of it, or nothing.
 */
@ApplicationScoped
public class EventEffects {
  private Inbox inbox;
  private Iterable<WebhookHandler> handlers;
  private Ledger ledger;
  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected EventEffects() {}

  @Inject
  EventEffects(Inbox inbox, @Any Instance<WebhookHandler> handlers, Ledger ledger, Clock clock) {
    this(inbox, (Iterable<WebhookHandler>) handlers, ledger, clock);
  }

  EventEffects(Inbox inbox, Iterable<WebhookHandler> handlers, Ledger ledger, Clock clock) {
    List<WebhookHandler> known = new ArrayList<>();
    handlers.forEach(known::add);
    this.inbox = inbox;
    this.handlers = known;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** An event that has been dealt with. */
  record Done(UUID id, WebhookStep step, @Nullable String traceparent) {}

  /**
   * Applies what is due, at most one event of each reference.
   *
   * @param limit the most events in this transaction
   * @throws RuntimeException if one of them fails: nothing was done
   */
  @RetriesConflicts
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public List<Done> applyDue(int limit) {
    List<Inbox.Claimed> claimed = inbox.claim(clock.instant(), limit);
    List<JournalEntry> entries = new ArrayList<>();
    List<Inbox.Ended> ended = new ArrayList<>();
    prepare(claimed);
    LogContext before = LogContext.current();
    try {
      for (Inbox.Claimed one : claimed) {
        one.isNowLogged();
        Optional<WebhookHandler> handler = handler(one.event());
        handler.ifPresent(found -> entries.addAll(linked(found.apply(one.event()))));
        ended.add(new Inbox.Ended(one.event().id(), handler.isPresent()));
      }
    } finally {
      LogContext.set(before);
    }
    if (!entries.isEmpty()) {
      ledger.post(entries).forEach(Outcome::orRefuse);
    }
    return finish(claimed, ended);
  }

  /**
   * Applies one event, if it is still due. Only here a refused booking may be replaced by another.
   *
   * @throws RuntimeException if it fails: nothing was done
   */
  @RetriesConflicts
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public List<Done> apply(UUID id) {
    Inbox.Claimed one = inbox.claim(id, clock.instant()).orElse(null);
    if (one == null) {
      return List.of();
    }
    one.isNowLogged();
    Optional<WebhookHandler> handler = handler(one.event());
    handler.ifPresent(found -> book(found.apply(one.event())));
    return finish(List.of(one), List.of(new Inbox.Ended(id, handler.isPresent())));
  }

  private void prepare(List<Inbox.Claimed> claimed) {
    for (WebhookHandler handler : handlers) {
      List<WebhookEvent> its =
          claimed.stream()
              .map(Inbox.Claimed::event)
              .filter(event -> handler(event).filter(handler::equals).isPresent())
              .toList();
      if (!its.isEmpty()) {
        handler.prepare(its);
      }
    }
  }

  private void book(Booking booking) {
    Optional<Refusal> refused = post(booking);
    if (refused.isPresent()) {
      Optional<Refusal> again = post(booking.otherwise().apply(refused.get()));
      if (again.isPresent()) {
        throw again.get();
      }
    }
  }

  private Optional<Refusal> post(Booking booking) {
    if (booking.entries().isEmpty()) {
      return Optional.empty();
    }
    return ledger.post(linked(booking)).stream()
        .filter(Outcome.Refused.class::isInstance)
        .map(outcome -> ((Outcome.Refused) outcome).reason())
        // The others are refused because of the one that says why.
        .filter(reason -> reason.kind() != Kind.LINKED_ENTRY_REFUSED)
        .findFirst();
  }

  /** A booking's entries stand or fall together. */
  private static List<JournalEntry> linked(Booking booking) {
    List<JournalEntry> entries = new ArrayList<>(booking.entries());
    for (int i = 0; i < entries.size() - 1; i++) {
      entries.set(i, entries.get(i).linkedToNext());
    }
    return entries;
  }

  private List<Done> finish(List<Inbox.Claimed> claimed, List<Inbox.Ended> ended) {
    if (claimed.isEmpty()) {
      return List.of();
    }
    Instant now = clock.instant();
    inbox.finish(ended, now);
    List<Done> done = new ArrayList<>();
    for (int i = 0; i < claimed.size(); i++) {
      WebhookEvent event = claimed.get(i).event();
      WebhookStep.Kind kind =
          ended.get(i).handled() ? WebhookStep.Kind.PROCESSED : WebhookStep.Kind.IGNORED;
      Duration lag = Duration.between(claimed.get(i).receivedAt(), now);
      done.add(
          new Done(
              event.id(),
              new WebhookStep(event.provider(), kind, event.type(), lag, Duration.ZERO),
              claimed.get(i).traceparent()));
    }
    return done;
  }

  private Optional<WebhookHandler> handler(WebhookEvent event) {
    for (WebhookHandler handler : handlers) {
      if (handler.handles(event.provider(), event.type())) {
        return Optional.of(handler);
      }
    }
    return Optional.empty();
  }
}
