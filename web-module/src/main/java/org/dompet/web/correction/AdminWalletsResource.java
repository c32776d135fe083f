package org.dompet.web.correction;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.dompet.correction.Correction;
import org.dompet.correction.RequestCorrection;
import org.dompet.correction.WalletFile;
import org.dompet.correction.WalletFiles;
import org.dompet.ledger.Account;
import org.dompet.limit.Limit;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.web.json.Required;
import org.dompet.web.limit.Limited;
import org.dompet.web.request.Call;
import org.dompet.web.request.Input;
import org.dompet.web.request.Page;
import org.jspecify.annotations.Nullable;

/** Everybody's wallets: read by those who work here, corrected by administrators. */
@Path("admin/wallets")
@ApplicationScoped
@Limited(Limit.ADMIN)
@RolesAllowed({"ADMIN", "AUDITOR", "OPERATOR", "SUPPORT"})
@Produces(MediaType.APPLICATION_JSON)
public class AdminWalletsResource {
  private WalletFiles wallets;
  private RequestCorrection requestCorrection;
  private Call call;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected AdminWalletsResource() {}

  @Inject
  AdminWalletsResource(WalletFiles wallets, RequestCorrection requestCorrection, Call call) {
    this.wallets = wallets;
    this.requestCorrection = requestCorrection;
    this.call = call;
  }

  /** How much, and why. */
  record MoneyRequest(String amount, String currency, String reason) {
    MoneyRequest {
      Required.text("amount", amount);
      Required.text("currency", currency);
      Required.text("reason", reason);
    }

    Money money() {
      return Money.of(amount, Currency.of(currency));
    }
  }

  /** Why. */
  record ReasonRequest(String reason) {
    ReasonRequest {
      Required.text("reason", reason);
    }
  }

  /** A wallet with its owner. */
  record WalletFileView(
      UUID id,
      UUID userId,
      String owner,
      @Nullable Long telegramId,
      @Nullable String username,
      Currency currency,
      Account.Status status,
      String available,
      String held,
      boolean needsReconciliation,
      Instant openedAt) {
    static WalletFileView of(WalletFile wallet) {
      return new WalletFileView(
          wallet.walletId(),
          wallet.userId(),
          wallet.owner(),
          wallet.telegramId(),
          wallet.username(),
          wallet.available().currency(),
          wallet.status(),
          wallet.available().decimal(),
          wallet.held().decimal(),
          wallet.flagged(),
          wallet.openedAt());
    }
  }

  @GET
  public Page<WalletFileView> list(
      @QueryParam("userId") @Nullable String userId,
      @QueryParam("telegramId") @Nullable String telegramId,
      @QueryParam("username") @Nullable String username,
      @QueryParam("currency") @Nullable String currency,
      @QueryParam("status") @Nullable String status,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    int size = Input.limit(limit, WalletFiles.MAX_PAGE);
    List<WalletFile> page =
        wallets.list(
            new WalletFiles.Filter(
                userId == null ? null : Input.id("userId", userId),
                telegramId == null ? null : Input.positive("telegramId", telegramId),
                username == null ? null : username(username),
                currency == null ? null : Currency.of(currency),
                status == null ? null : status(status)),
            cursor == null ? null : Input.id("cursor", cursor),
            size);
    return new Page<>(
        page.stream().map(WalletFileView::of).toList(),
        page.size() < size ? null : page.get(size - 1).walletId().toString());
  }

  @GET
  @Path("{id}")
  public WalletFileView read(@PathParam("id") String id) {
    return wallets
        .find(Input.id(id))
        .map(WalletFileView::of)
        .orElseThrow(() -> Refusal.of(Kind.NOT_FOUND, "There is no wallet " + id));
  }

  @POST
  @Path("{id}/credit")
  @RolesAllowed("ADMIN")
  @Limited(Limit.EMERGENCY)
  @Consumes(MediaType.APPLICATION_JSON)
  public Response credit(@PathParam("id") String id, MoneyRequest request) {
    return money(Correction.Kind.CREDIT, id, request);
  }

  @POST
  @Path("{id}/debit")
  @RolesAllowed("ADMIN")
  @Limited(Limit.EMERGENCY)
  @Consumes(MediaType.APPLICATION_JSON)
  public Response debit(@PathParam("id") String id, MoneyRequest request) {
    return money(Correction.Kind.DEBIT, id, request);
  }

  @POST
  @Path("{id}/freeze")
  @RolesAllowed("ADMIN")
  @Limited(Limit.EMERGENCY)
  @Consumes(MediaType.APPLICATION_JSON)
  public Response freeze(@PathParam("id") String id, ReasonRequest request) {
    return answer(
            requestCorrection.freeze(Input.id(id), request.reason(), call.userId(), call.caller()))
        .build();
  }

  @POST
  @Path("{id}/unfreeze")
  @RolesAllowed("ADMIN")
  @Limited(Limit.EMERGENCY)
  @Consumes(MediaType.APPLICATION_JSON)
  public Response unfreeze(@PathParam("id") String id, ReasonRequest request) {
    return answer(
            requestCorrection.unfreeze(
                Input.id(id), request.reason(), call.userId(), call.caller()))
        .build();
  }

  private Response money(Correction.Kind kind, String id, MoneyRequest request) {
    String key = call.idempotencyKey();
    RequestCorrection.Result result =
        requestCorrection.money(
            kind,
            Input.id(id),
            request.money(),
            request.reason(),
            key,
            call.userId(),
            call.caller());
    Response.ResponseBuilder answer = answer(result.correction());
    return (result.replayed() ? answer.header("Idempotency-Replayed", "true") : answer).build();
  }

  /** 201 for what is done, 202 for what waits for another administrator. */
  private static Response.ResponseBuilder answer(Correction correction) {
    return Response.status(correction.twoPeople() ? 202 : 201)
        .location(URI.create("/api/v1/admin/corrections/" + correction.id()))
        .entity(CorrectionView.of(correction));
  }

  private static String username(String text) {
    if (!text.matches("@?[A-Za-z0-9_]{1,64}")) {
      throw Refusal.of(Kind.INVALID_REQUEST, "username", "is not a Telegram username");
    }
    return text.replace("@", "");
  }

  private static Account.Status status(String name) {
    return Arrays.stream(Account.Status.values())
        .filter(status -> status.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.of(
                    Kind.INVALID_REQUEST,
                    "status",
                    "is not one of " + List.of(Account.Status.values())));
  }
}
