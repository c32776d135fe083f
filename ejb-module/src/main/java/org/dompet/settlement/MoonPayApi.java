package org.dompet.settlement;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What we ask of MoonPay. Made by {@link MoonPayRecords}. */
@RegisterRestClient
@RegisterProvider(ProviderAnswers.class)
public interface MoonPayApi {

  /**
   * Transactions that were created from one day to another, as a JSON array.
   *
   * @param authorization {@code Api-Key} and the secret key
   * @param startDate a day, as {@code 2026-01-31}
   * @param endDate a day
   */
  @GET
  @Path("v1/transactions")
  @Produces(MediaType.APPLICATION_JSON)
  String transactions(
      @HeaderParam("Authorization") String authorization,
      @QueryParam("startDate") String startDate,
      @QueryParam("endDate") String endDate,
      @QueryParam("limit") int limit,
      @QueryParam("offset") int offset);

  /** One transaction, as a JSON object. */
  @GET
  @Path("v1/transactions/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  String transaction(
      @HeaderParam("Authorization") String authorization, @PathParam("id") String id);
}
