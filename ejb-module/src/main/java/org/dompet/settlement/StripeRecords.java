package org.dompet.settlement;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.dompet.onramp.Provider;
import org.dompet.onramp.StripeSettings;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * What happened at Stripe, by its events: they tell of a payment when it was paid, and of a refund
 * when it was made, however old the checkout is. Which webhooks were delivered is another matter:
 * the list has them all.
 */
@ApplicationScoped
class StripeRecords implements ProviderRecords {
  private static final String VERSION = "2024-06-20";

  private StripeSettings settings;
  private Remote<StripeListApi> remote;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected StripeRecords() {}

  @Inject
  StripeRecords(StripeSettings settings, SettlementSettings settlement) {
    this.settings = settings;
    this.remote = Remote.of("Stripe", StripeListApi.class, settings.url(), settlement.timeout());
  }

  @Override
  public Provider provider() {
    return Provider.STRIPE;
  }

  @Override
  public boolean isConfigured() {
    return settings.isConfigured();
  }

  @Override
  @Transactional(Transactional.TxType.NEVER)
  @Retry(delay = 500, jitter = 250, maxDuration = 60_000, retryOn = ProviderFailure.Down.class)
  @CircuitBreaker(failureRatio = 0.5, failOn = ProviderFailure.Down.class)
  @Timeout(65_000)
  @Bulkhead
  public Page page(Instant from, Instant now, @Nullable String cursor) {
    JsonObject answer =
        ask(
            api ->
                api.events(
                    authorization(),
                    VERSION,
                    StripeFacts.TYPES,
                    from.getEpochSecond(),
                    now.getEpochSecond(),
                    MOST,
                    cursor));
    List<JsonObject> events = data(answer);
    List<ProviderRecord> records =
        events.stream().map(StripeFacts::event).flatMap(Optional::stream).toList();
    boolean more = answer.getBoolean("has_more", false) && !events.isEmpty();
    return new Page(
        records, events.size(), more ? events.get(events.size() - 1).getString("id") : null);
  }

  @Override
  @Transactional(Transactional.TxType.NEVER)
  @Retry(delay = 500, jitter = 250, maxDuration = 60_000, retryOn = ProviderFailure.Down.class)
  @CircuitBreaker(failureRatio = 0.5, failOn = ProviderFailure.Down.class)
  @Timeout(65_000)
  @Bulkhead
  public List<ProviderRecord> about(String reference) {
    List<JsonObject> charges =
        dataOrNothing(api -> api.charges(authorization(), VERSION, reference, MOST));
    List<ProviderRecord> known = new ArrayList<>();
    charges.stream().map(StripeFacts::charge).flatMap(Optional::stream).forEach(known::add);
    if (!known.isEmpty()) {
      List<JsonObject> refunds =
          dataOrNothing(api -> api.refunds(authorization(), VERSION, reference, MOST));
      sum(refunds.stream().map(StripeFacts::refund).flatMap(Optional::stream).toList())
          .ifPresent(known::add);
    }
    return known;
  }

  /** All refunds of a payment as one, as of the last. */
  private static Optional<ProviderRecord> sum(List<ProviderRecord> refunds) {
    return refunds.stream()
        .reduce(
            (one, other) ->
                new ProviderRecord(
                    one.what(),
                    one.reference(),
                    one.order() == null ? other.order() : one.order(),
                    one.state(),
                    one.currency(),
                    zeroIfNone(one).add(zeroIfNone(other)),
                    one.problem() == null ? other.problem() : one.problem(),
                    one.at().isAfter(other.at()) ? one.at() : other.at()));
  }

  private static BigDecimal zeroIfNone(ProviderRecord record) {
    BigDecimal amount = record.amount();
    return amount == null ? BigDecimal.ZERO : amount;
  }

  private List<JsonObject> dataOrNothing(Function<StripeListApi, String> question) {
    try {
      return data(ask(question));
    } catch (ProviderFailure.NotThere nothing) {
      return List.of();
    }
  }

  private JsonObject ask(Function<StripeListApi, String> question) {
    if (remote.ask(question) instanceof JsonObject object) {
      return object;
    }
    throw new ProviderFailure.Unreadable("Stripe: What it answered is no list");
  }

  private static List<JsonObject> data(JsonObject list) {
    if (list.get("data") instanceof JsonArray items) {
      return items.getValuesAs(JsonObject.class);
    }
    throw new ProviderFailure.Unreadable("Stripe: What it answered has no data");
  }

  private String authorization() {
    return "Bearer " + settings.secretKey().orElseThrow().reveal();
  }
}
