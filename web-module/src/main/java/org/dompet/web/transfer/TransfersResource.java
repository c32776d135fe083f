package org.dompet.web.transfer;

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
import java.util.UUID;
import org.dompet.limit.Limit;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.transfer.MakeTransfer;
import org.dompet.transfer.Recipient;
import org.dompet.transfer.Transfer;
import org.dompet.transfer.Transfers;
import org.dompet.web.json.Required;
import org.dompet.web.limit.Limited;
import org.dompet.web.request.Call;
import org.dompet.web.request.Input;
import org.dompet.web.request.Page;
import org.dompet.web.request.WalletOperations;
import org.jspecify.annotations.Nullable;

/** Transfers: made, read and listed by those they are between. */
@Path("transfers")
@ApplicationScoped
@RolesAllowed("USER")
@Produces(MediaType.APPLICATION_JSON)
@Limited(Limit.WALLET_READS)
public class TransfersResource {
  private MakeTransfer makeTransfer;
  private Transfers transfers;
  private Call call;
  private WalletOperations operations;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected TransfersResource() {}

  @Inject
  TransfersResource(
      MakeTransfer makeTransfer, Transfers transfers, Call call, WalletOperations operations) {
    this.makeTransfer = makeTransfer;
    this.transfers = transfers;
    this.call = call;
    this.operations = operations;
  }

  /** To whom: exactly one of the three. */
  record To(@Nullable String walletId, @Nullable Long telegramId, @Nullable String username) {
    Recipient recipient() {
      int named =
          (walletId == null ? 0 : 1) + (telegramId == null ? 0 : 1) + (username == null ? 0 : 1);
      if (named != 1) {
        throw Refusal.of(
            Kind.INVALID_REQUEST, "to", "names not exactly one of walletId, telegramId, username");
      }
      if (walletId != null) {
        return new Recipient.ByWallet(Input.id("to.walletId", walletId));
      }
      if (telegramId != null) {
        return new Recipient.ByTelegramId(telegramId);
      }
      String name = Required.text("to.username", username);
      if (!name.matches("@?[A-Za-z0-9_]{1,64}")) {
        throw Refusal.of(Kind.INVALID_REQUEST, "to.username", "is not a Telegram username");
      }
      return new Recipient.ByUsername(name);
    }
  }

  /** What to send. */
  record TransferRequest(
      String fromWalletId, To to, String amount, String currency, @Nullable String note) {
    TransferRequest {
      Required.text("fromWalletId", fromWalletId);
      Required.field("to", to);
      Required.text("amount", amount);
      Required.text("currency", currency);
    }

    MakeTransfer.Request read() {
      return new MakeTransfer.Request(
          Input.id("fromWalletId", fromWalletId),
          to.recipient(),
          Money.of(amount, Currency.of(currency)),
          note);
    }
  }

  /** A transfer that was made. */
  record TransferView(
      UUID id,
      String status,
      UUID fromWalletId,
      UUID toWalletId,
      String amount,
      Currency currency,
      @Nullable String note,
      Instant createdAt) {
    static TransferView of(Transfer transfer) {
      return new TransferView(
          transfer.id(),
          "COMPLETED",
          transfer.fromWalletId(),
          transfer.toWalletId(),
          transfer.amount().decimal(),
          transfer.amount().currency(),
          transfer.note(),
          transfer.madeAt());
    }
  }

  @POST
  @Limited(Limit.TRANSACTIONS)
  @Consumes(MediaType.APPLICATION_JSON)
  public Response make(TransferRequest request) {
    String key = call.idempotencyKey();
    UUID user = call.userId();
    MakeTransfer.Request wanted = request.read();
    MakeTransfer.Result result =
        operations.measure(
            "transfer", wanted.amount().currency(), () -> makeTransfer.transfer(user, wanted, key));
    Transfer transfer = result.transfer();
    Response.ResponseBuilder answer =
        Response.created(URI.create("/api/v1/transfers/" + transfer.id()))
            .entity(TransferView.of(transfer));
    return (result.replayed() ? answer.header("Idempotency-Replayed", "true") : answer).build();
  }

  @GET
  @Path("{id}")
  public TransferView read(@PathParam("id") String id) {
    return TransferView.of(transfers.own(call.userId(), Input.id(id)));
  }

  @GET
  public Page<TransferView> list(
      @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
    Transfers.Page page =
        transfers.list(
            call.userId(),
            cursor == null ? null : Transfers.Cursor.parse(cursor),
            Input.limit(limit, Transfers.MAX_PAGE));
    Transfers.@Nullable Cursor next = page.next();
    return new Page<>(
        page.items().stream().map(TransferView::of).toList(), next == null ? null : next.text());
  }
}
