package org.dompet.web.onramp;

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
import org.dompet.onramp.Order;
import org.dompet.onramp.Orders;
import org.dompet.onramp.PlaceOrder;
import org.dompet.onramp.Provider;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.web.json.Required;
import org.dompet.web.limit.Limited;
import org.dompet.web.request.Call;
import org.dompet.web.request.Input;
import org.dompet.web.request.Page;
import org.dompet.web.request.WalletOperations;
import org.jspecify.annotations.Nullable;

/** Top-ups: ordered, read and listed by the person whose wallet receives them. */
@Path("onramp/orders")
@ApplicationScoped
@RolesAllowed("USER")
@Produces(MediaType.APPLICATION_JSON)
@Limited(Limit.WALLET_READS)
public class OnrampOrdersResource {
  private PlaceOrder placeOrder;
  private Orders orders;
  private Call call;
  private WalletOperations operations;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected OnrampOrdersResource() {}

  @Inject
  OnrampOrdersResource(
      PlaceOrder placeOrder, Orders orders, Call call, WalletOperations operations) {
    this.placeOrder = placeOrder;
    this.orders = orders;
    this.call = call;
    this.operations = operations;
  }

  /** What to bring in. */
  record OrderRequest(String walletId, String provider, String amount, String currency) {
    OrderRequest {
      Required.text("walletId", walletId);
      Required.text("provider", provider);
      Required.text("amount", amount);
      Required.text("currency", currency);
    }

    PlaceOrder.Request read() {
      return new PlaceOrder.Request(
          Input.id("walletId", walletId),
          Provider.of(provider),
          Money.of(amount, Currency.of(currency)));
    }
  }

  /** An order as it stands. */
  record OrderView(
      UUID id,
      Order.Status status,
      String provider,
      UUID walletId,
      String amount,
      Currency currency,
      @Nullable String checkoutUrl,
      @Nullable String credited,
      @Nullable String refunded,
      @Nullable String failureReason,
      Instant createdAt,
      Instant expiresAt) {
    static OrderView of(Order order) {
      return new OrderView(
          order.id(),
          order.status(),
          order.provider().code(),
          order.walletId(),
          order.amount().decimal(),
          order.amount().currency(),
          order.checkoutUrl().orElse(null),
          order.credited().map(Money::decimal).orElse(null),
          order.refunded().isZero() ? null : order.refunded().decimal(),
          order.failureReason().orElse(null),
          order.createdAt(),
          order.expiresAt());
    }
  }

  @POST
  @Limited(Limit.ONRAMP)
  @Consumes(MediaType.APPLICATION_JSON)
  public Response place(OrderRequest request) {
    String key = call.idempotencyKey();
    UUID user = call.userId();
    PlaceOrder.Request wanted = request.read();
    PlaceOrder.Result result =
        operations.measure(
            "order", wanted.amount().currency(), () -> placeOrder.place(user, wanted, key));
    Order order = result.order();
    Response.ResponseBuilder answer =
        Response.created(URI.create("/api/v1/onramp/orders/" + order.id()))
            .entity(OrderView.of(order));
    return (result.replayed() ? answer.header("Idempotency-Replayed", "true") : answer).build();
  }

  @GET
  @Path("{id}")
  public OrderView read(@PathParam("id") String id) {
    return OrderView.of(orders.own(call.userId(), Input.id(id)));
  }

  @GET
  public Page<OrderView> list(
      @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
    Orders.Page page =
        orders.list(call.userId(), after(cursor), Input.limit(limit, Orders.MAX_PAGE));
    UUID next = page.next();
    return new Page<>(
        page.items().stream().map(OrderView::of).toList(), next == null ? null : next.toString());
  }

  private static @Nullable UUID after(@Nullable String cursor) {
    try {
      return cursor == null ? null : Input.id("cursor", cursor);
    } catch (Refusal notOurs) {
      throw Refusal.of(Kind.INVALID_REQUEST, "cursor", "is not one that a list gave");
    }
  }
}
