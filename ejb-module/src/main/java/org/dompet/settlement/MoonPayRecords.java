package org.dompet.settlement;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonStructure;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.dompet.onramp.MoonPaySettings;
import org.dompet.onramp.Provider;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * MoonPay's transactions. It lists them by the time they were created, so that what takes days to
 * complete is asked about again by name, for as long as it is open.
 *
 * <p>How often, for how long and how many at once: {@code dompet.outbound.moonpay-records.*}.
 */
@ApplicationScoped
class MoonPayRecords implements ProviderRecords {
  /** The most that MoonPay gives at once. */
  private static final int PAGE = 50;

  private MoonPaySettings settings;
  private MoonPayTransaction transaction;
  private Remote<MoonPayApi> remote;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected MoonPayRecords() {}

  @Inject
  MoonPayRecords(MoonPaySettings settings, SettlementSettings settlement) {
    this.settings = settings;
    this.transaction = new MoonPayTransaction(settings.currencies());
    this.remote =
        Remote.of("MoonPay", MoonPayApi.class, settlement.moonPay(), settlement.timeout());
  }

  @Override
  public Provider provider() {
    return Provider.MOONPAY;
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
    int offset = cursor == null ? 0 : Integer.parseInt(cursor);
    // Whole days, which is all that MoonPay's filter is sure to understand. The day after the last:
    // a day on which nothing new was created moves no page.
    String first = from.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    String last = now.atOffset(ZoneOffset.UTC).toLocalDate().plusDays(1).toString();
    JsonStructure answer =
        remote.ask(api -> api.transactions(authorization(), first, last, PAGE, offset));
    if (!(answer instanceof JsonArray list)) {
      throw new ProviderFailure.Unreadable("MoonPay: What it answered is no list");
    }
    List<ProviderRecord> records =
        list.getValuesAs(JsonObject.class).stream().map(this::read).toList();
    return new Page(
        records, list.size(), list.size() < PAGE ? null : String.valueOf(offset + list.size()));
  }

  @Override
  @Transactional(Transactional.TxType.NEVER)
  @Retry(delay = 500, jitter = 250, maxDuration = 60_000, retryOn = ProviderFailure.Down.class)
  @CircuitBreaker(failureRatio = 0.5, failOn = ProviderFailure.Down.class)
  @Timeout(65_000)
  @Bulkhead
  public List<ProviderRecord> about(String reference) {
    try {
      return remote.ask(api -> api.transaction(authorization(), reference))
              instanceof JsonObject found
          ? List.of(read(found))
          : List.of();
    } catch (ProviderFailure.NotThere nothing) {
      return List.of();
    }
  }

  private ProviderRecord read(JsonObject object) {
    return transaction.read(object);
  }

  private String authorization() {
    return "Api-Key " + settings.secretKey().orElseThrow().reveal();
  }
}
