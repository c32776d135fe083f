package org.dompet.settlement;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** What we ask of Stripe: lists, as JSON objects with {@code data} and {@code has_more}. */
@RegisterRestClient
@RegisterProvider(ProviderAnswers.class)
public interface StripeListApi {

  /**
   * Events, newest first; Stripe keeps them for 30 days.
   *
   * @param from seconds since 1970
   * @param to seconds since 1970
   * @param startingAfter the last event of the page before
   */
  @GET
  @Path("v1/events")
  @Produces(MediaType.APPLICATION_JSON)
  String events(
      @HeaderParam("Authorization") String authorization,
      @HeaderParam("Stripe-Version") String version,
      @QueryParam("types[]") List<String> types,
      @QueryParam("created[gte]") long from,
      @QueryParam("created[lt]") long to,
      @QueryParam("limit") int limit,
      @QueryParam("starting_after") @Nullable String startingAfter);

  /** The charges of a payment intent. */
  @GET
  @Path("v1/charges")
  @Produces(MediaType.APPLICATION_JSON)
  String charges(
      @HeaderParam("Authorization") String authorization,
      @HeaderParam("Stripe-Version") String version,
      @QueryParam("payment_intent") String paymentIntent,
      @QueryParam("limit") int limit);

  /** The refunds of a payment intent. */
  @GET
  @Path("v1/refunds")
  @Produces(MediaType.APPLICATION_JSON)
  String refunds(
      @HeaderParam("Authorization") String authorization,
      @HeaderParam("Stripe-Version") String version,
      @QueryParam("payment_intent") String paymentIntent,
      @QueryParam("limit") int limit);
}
