package org.dompet.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.dompet.messaging.Outbound;

/**
 * Nudges for events that have been due for a while: their message was lost, or never sent. Several
 * nodes may sweep at once; each event is nudged for by one of them.
 */
@ApplicationScoped
public class SweepWebhooks {
  /** How long a message may take before it counts as lost. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private Inbox inbox;
  private Outbound outbound;
  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected SweepWebhooks() {}

  @Inject
  SweepWebhooks(Inbox inbox, Outbound outbound, Clock clock) {
    this.inbox = inbox;
    this.outbound = outbound;
    this.clock = clock;
  }

  /**
   * Nudges for the longest due.
   *
   * @param limit the most to nudge for
   * @return for how many; fewer than the limit means that none is left
   */
  @Transactional
  public int sweep(int limit) {
    List<UUID> late = inbox.overdue(clock.instant(), PATIENCE, limit);
    late.forEach(id -> outbound.send(ProcessWebhook.QUEUE, id.toString()));
    return late.size();
  }
}
