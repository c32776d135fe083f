package org.dompet.web.features;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.dompet.identity.SignInWithTelegram;
import org.dompet.limit.Limit;
import org.dompet.money.Currency;
import org.dompet.onramp.OnrampCatalog;
import org.dompet.web.limit.Limited;

/**
 * What this installation offers, for a client to show no button that leads nowhere. The same for
 * everybody, also before they sign in.
 */
@Path("features")
@ApplicationScoped
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
@Limited(Limit.PUBLIC)
public class FeaturesResource {
  private OnrampCatalog onramp;
  private SignInWithTelegram telegram;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected FeaturesResource() {}

  @Inject
  FeaturesResource(OnrampCatalog onramp, SignInWithTelegram telegram) {
    this.onramp = onramp;
    this.telegram = telegram;
  }

  /** What is offered; what is not configured is not here. */
  record FeaturesView(boolean telegramSignIn, List<Currency> currencies, List<OnrampView> onramp) {}

  /** A provider of top-ups, and the currencies of the wallets that it tops up. */
  record OnrampView(String provider, List<Currency> currencies) {
    static OnrampView of(OnrampCatalog.Offer offer) {
      return new OnrampView(offer.provider().code(), offer.currencies());
    }
  }

  @GET
  public FeaturesView read() {
    return new FeaturesView(
        telegram.isConfigured(),
        List.of(Currency.values()),
        onramp.offers().stream().map(OnrampView::of).toList());
  }
}
