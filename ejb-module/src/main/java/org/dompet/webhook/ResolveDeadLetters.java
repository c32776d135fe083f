package org.dompet.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.dompet.audit.AuditLog;
import org.dompet.audit.Caller;
import org.dompet.messaging.Outbound;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A person deals with dead letters: replays them, which lets their events begin again as if they
 * had just been received, or dismisses them. Either way they say why, and it is audited.
 */
@ApplicationScoped
public class ResolveDeadLetters {
  /** The longest notes, in characters. */
  public static final int LONGEST_NOTES = 2_000;

  /** The most that are replayed at once. */
  public static final int MOST_AT_ONCE = 500;

  private DeadLetters deadLetters;
  private Inbox inbox;
  private Outbound outbound;
  private AuditLog audit;
  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected ResolveDeadLetters() {}

  @Inject
  ResolveDeadLetters(
      DeadLetters deadLetters, Inbox inbox, Outbound outbound, AuditLog audit, Clock clock) {
    this.deadLetters = deadLetters;
    this.inbox = inbox;
    this.outbound = outbound;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Who resolves, how and why.
   *
   * @param status what becomes of it: {@code REPLAYED} or {@code DISMISSED}
   */
  public record Resolution(DeadLetter.Status status, String notes, UUID userId, Caller caller) {
    public Resolution {
      if (status == DeadLetter.Status.OPEN) {
        throw Refusal.of(Kind.INVALID_REQUEST, "resolution", "is neither REPLAYED nor DISMISSED");
      }
      notes = notes.strip();
      if (notes.isEmpty() || notes.length() > LONGEST_NOTES || notes.indexOf('\0') >= 0) {
        throw Refusal.of(
            Kind.INVALID_REQUEST, "notes", "must have 1 to " + LONGEST_NOTES + " characters");
      }
    }
  }

  /**
   * Resolves one. To do it again in the same way changes nothing.
   *
   * @throws Refusal {@link Kind#NOT_FOUND}; {@link Kind#ALREADY_RESOLVED} if it was resolved in the
   *     other way
   */
  @Transactional
  public DeadLetter resolve(UUID id, Resolution resolution) {
    DeadLetter letter = deadLetters.lock(id);
    if (letter.status() == DeadLetter.Status.OPEN) {
      carryOut(List.of(letter), resolution);
      return deadLetters.find(id);
    }
    if (letter.status() != resolution.status()) {
      throw Refusal.of(
          Kind.ALREADY_RESOLVED,
          "The dead letter was " + letter.status().name().toLowerCase(Locale.ROOT) + " before");
    }
    return letter;
  }

  /**
   * Replays open ones, the oldest first.
   *
   * @param provider whose; null for all
   * @param limit the most, up to {@value #MOST_AT_ONCE}
   * @return how many; fewer than the limit means that none is left
   */
  @Transactional
  public int replay(
      @Nullable String provider, int limit, String notes, UUID userId, Caller caller) {
    Resolution resolution = new Resolution(DeadLetter.Status.REPLAYED, notes, userId, caller);
    List<DeadLetter> letters =
        deadLetters.lockOpen(provider, Math.min(Math.max(limit, 1), MOST_AT_ONCE));
    if (!letters.isEmpty()) {
      carryOut(letters, resolution);
    }
    return letters.size();
  }

  private void carryOut(List<DeadLetter> letters, Resolution resolution) {
    Instant now = clock.instant();
    deadLetters.resolve(
        letters.stream().map(DeadLetter::id).toList(),
        resolution.status(),
        resolution.notes(),
        resolution.userId(),
        now);
    boolean replay = resolution.status() == DeadLetter.Status.REPLAYED;
    if (replay) {
      inbox.revive(letters.stream().map(DeadLetter::eventId).toList(), now);
    }
    for (DeadLetter letter : letters) {
      audit.done(
          replay ? "dead-letter.replay" : "dead-letter.dismiss",
          resolution.userId().toString(),
          letter.id().toString(),
          resolution.caller());
      if (replay) {
        outbound.send(ProcessWebhook.QUEUE, letter.eventId().toString());
      }
    }
  }
}
