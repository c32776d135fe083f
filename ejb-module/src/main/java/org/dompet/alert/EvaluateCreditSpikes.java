package org.dompet.alert;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.dompet.money.Currency;
import org.dompet.money.Money;

/**
 * Looks whether a wallet, or all of them together, took in more than usual from outside within a
 * sliding window. Every node may look: the newest credit names the occurrence, so that a spike is
 * counted again only when it has grown, and not at all once it was resolved.
 */
@ApplicationScoped
public class EvaluateCreditSpikes {
  /** Beyond so many at once, the total says it all. */
  private static final int MOST = 100;

  private CreditSql credits;
  private RaiseAlert raise;
  private CreditSpikeSettings settings;
  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected EvaluateCreditSpikes() {}

  @Inject
  EvaluateCreditSpikes(
      CreditSql credits, RaiseAlert raise, CreditSpikeSettings settings, Clock clock) {
    this.credits = credits;
    this.raise = raise;
    this.settings = settings;
    this.clock = clock;
  }

  /** Credits within it are added up. */
  public Duration window() {
    return settings.window();
  }

  /**
   * Raises an alert for each spike; each in a transaction of its own, unless one is running.
   *
   * @return how many alerts opened or grew
   */
  public int evaluate() {
    Map<Currency, Money> wallet = settings.wallet();
    Map<Currency, Money> total = settings.total();
    if (wallet.isEmpty() && total.isEmpty()) {
      return 0;
    }
    List<CreditSql.Spike> spikes =
        credits.spikes(clock.instant().minus(settings.window()), wallet, total, MOST);
    int raised = 0;
    for (CreditSql.Spike spike : spikes) {
      Map<Currency, Money> thresholds = spike.walletId() == null ? total : wallet;
      Money threshold = Objects.requireNonNull(thresholds.get(spike.credited().currency()));
      Incident incident =
          Incident.creditSpike(
              spike.walletId(),
              spike.credited(),
              threshold,
              settings.window(),
              spike.credits(),
              spike.lastEntry());
      if (raise.raise(incident).isPresent()) {
        raised++;
      }
    }
    return raised;
  }
}
