package org.dompet.onramp;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/**
 * What we ask of Stripe. Made by {@link StripeCheckout}, which knows the address, the key and how
 * long to wait.
 */
@RegisterRestClient
@RegisterProvider(StripeAnswers.class)
public interface StripeApi {

  /**
   * Opens a Checkout Session.
   *
   * @param idempotencyKey Stripe does the same request under the same key once
   * @param form percent-encoded
   * @return the session, as JSON
   * @throws StripeFailure if Stripe answers with anything but success
   */
  @POST
  @Path("v1/checkout/sessions")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.APPLICATION_JSON)
  String openSession(
      @HeaderParam("Authorization") String authorization,
      @HeaderParam("Stripe-Version") String version,
      @HeaderParam("Idempotency-Key") String idempotencyKey,
      String form);
}
