package org.dompet.web.wallet;

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
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.dompet.ledger.Account;
import org.dompet.ledger.Accounts;
import org.dompet.ledger.Posting;
import org.dompet.limit.Limit;
import org.dompet.money.Currency;
import org.dompet.wallet.OpenWallet;
import org.dompet.wallet.Wallet;
import org.dompet.wallet.WalletBalance;
import org.dompet.wallet.Wallets;
import org.dompet.web.json.Required;
import org.dompet.web.limit.Limited;
import org.dompet.web.request.Call;
import org.dompet.web.request.Input;
import org.dompet.web.request.Page;
import org.dompet.web.request.WalletOperations;
import org.jspecify.annotations.Nullable;

/** A person's wallets: listed, opened, and read now or at a past moment. */
@Path("wallets")
@ApplicationScoped
@RolesAllowed("USER")
@Produces(MediaType.APPLICATION_JSON)
@Limited(Limit.WALLET_READS)
public class WalletsResource {
  private Wallets wallets;
  private OpenWallet openWallet;
  private Accounts accounts;
  private Clock clock;
  private Call call;
  private WalletOperations operations;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected WalletsResource() {}

  @Inject
  WalletsResource(
      Wallets wallets,
      OpenWallet openWallet,
      Accounts accounts,
      Clock clock,
      Call call,
      WalletOperations operations) {
    this.wallets = wallets;
    this.openWallet = openWallet;
    this.accounts = accounts;
    this.clock = clock;
    this.call = call;
    this.operations = operations;
  }

  /** Which wallet to open. */
  record OpenRequest(String currency) {
    OpenRequest {
      Required.text("currency", currency);
    }
  }

  /** A wallet as it stands. */
  record WalletView(
      UUID id,
      Currency currency,
      Account.Status status,
      String available,
      String held,
      String total,
      Instant openedAt) {
    static WalletView of(WalletBalance wallet) {
      return new WalletView(
          wallet.walletId(),
          wallet.available().currency(),
          wallet.status(),
          wallet.available().decimal(),
          wallet.held().decimal(),
          wallet.total().decimal(),
          wallet.openedAt());
    }
  }

  /** What was in it at a moment. */
  record BalanceView(
      UUID walletId, Currency currency, String available, String held, String total, Instant at) {}

  /** A line of its history. */
  record EntryView(
      UUID entryId,
      long sequence,
      String kind,
      String amount,
      String balanceAfter,
      Currency currency,
      @Nullable String description,
      Instant effectiveAt,
      Instant recordedAt) {
    static EntryView of(Posting posting) {
      return new EntryView(
          posting.entryId(),
          posting.sequence(),
          posting.kind(),
          posting.amount().decimal(),
          posting.balanceAfter().decimal(),
          posting.amount().currency(),
          posting.description(),
          posting.effectiveAt(),
          posting.recordedAt());
    }
  }

  @GET
  public Page<WalletView> list() {
    return new Page<>(wallets.balances(call.userId()).stream().map(WalletView::of).toList(), null);
  }

  @POST
  @Limited(Limit.WALLET_WRITES)
  @Consumes(MediaType.APPLICATION_JSON)
  public Response open(OpenRequest request) {
    UUID user = call.userId();
    Currency currency = Currency.of(request.currency());
    Wallet wallet = operations.measure("open", currency, () -> openWallet.open(user, currency));
    return Response.created(URI.create("/api/v1/wallets/" + wallet.id()))
        .entity(WalletView.of(wallets.balance(wallet)))
        .build();
  }

  @GET
  @Path("{id}")
  public WalletView read(@PathParam("id") String id) {
    return WalletView.of(wallets.balance(own(id)));
  }

  @GET
  @Path("{id}/balance")
  public BalanceView balance(@PathParam("id") String id, @QueryParam("at") @Nullable String at) {
    Wallet wallet = own(id);
    Instant moment = at == null ? clock.instant() : Input.instant("at", at);
    WalletBalance then = at == null ? wallets.balance(wallet) : wallets.balanceAt(wallet, moment);
    return new BalanceView(
        wallet.id(),
        wallet.currency(),
        then.available().decimal(),
        then.held().decimal(),
        then.total().decimal(),
        moment);
  }

  @GET
  @Path("{id}/entries")
  public Page<EntryView> entries(
      @PathParam("id") String id,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    Account account = accounts.find(own(id).availableAccount()).orElseThrow();
    int size = Input.limit(limit, Accounts.MAX_PAGE);
    long before = cursor == null ? Long.MAX_VALUE : Input.positive("cursor", cursor);
    List<Posting> page = accounts.history(account, before, size);
    long last = page.isEmpty() ? 1 : page.get(page.size() - 1).sequence();
    return new Page<>(
        page.stream().map(EntryView::of).toList(), last > 1 ? String.valueOf(last) : null);
  }

  private Wallet own(String id) {
    return wallets.own(call.userId(), Input.id(id));
  }
}
