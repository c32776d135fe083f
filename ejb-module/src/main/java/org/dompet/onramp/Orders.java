package org.dompet.onramp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.dompet.ledger.RetriesConflicts;
import org.dompet.money.Money;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.dompet.time.UuidV7;
import org.dompet.wallet.Wallet;
import org.jspecify.annotations.Nullable;

/** All orders. */
@ApplicationScoped
public class Orders {
  /** The most orders on one page. */
  public static final int MAX_PAGE = 200;

  private static final String INSERT =
      """
      insert into onramp_order (id, user_id, wallet_id, provider, currency, amount, status,
                                idempotency_key, created_at, expires_at, updated_at)
      values (:id, :user, :wallet, :provider, :currency, :amount, 'PENDING', :key, :now, :expires, :now)
      on conflict (user_id, idempotency_key) do nothing""";

  private static final String EXPIRE =
      """
      update onramp_order set status = 'EXPIRED', updated_at = :now
       where id in (select id from onramp_order
                     where status in ('PENDING', 'PROCESSING') and expires_at <= :now
                     order by expires_at limit :limit for no key update skip locked)""";

  @PersistenceContext private EntityManager entities;
  private OrderSettings settings;
  private Event<OrderPlaced> placed;
  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected Orders() {}

  @Inject
  @SuppressWarnings("NullAway.Init") // the entity manager is the container's
  Orders(OrderSettings settings, Event<OrderPlaced> placed, Clock clock) {
    this.settings = settings;
    this.placed = placed;
    this.clock = clock;
  }

  /** A page, and where the next one begins: null if there is none. */
  public record Page(List<Order> items, @Nullable UUID next) {}

  /**
   * Somebody's own order.
   *
   * @throws Refusal {@link Kind#NOT_FOUND} if there is none, or it is another's: the two look alike
   */
  public Order own(UUID userId, UUID orderId) {
    return Optional.ofNullable(entities.find(Order.class, orderId))
        .filter(order -> order.userId().equals(userId))
        .orElseThrow(() -> Refusal.of(Kind.NOT_FOUND, "You have no order " + orderId));
  }

  /**
   * A page of somebody's orders, newest first.
   *
   * @param after the last order of the page before; null for the first
   * @param limit 1 to {@value #MAX_PAGE}
   */
  public Page list(UUID userId, @Nullable UUID after, int limit) {
    int size = Math.min(Math.max(limit, 1), MAX_PAGE);
    List<Order> items =
        entities
            .createQuery(
                "select o from OnrampOrder o where o.userId = ?1 and o.id < ?2 order by o.id desc",
                Order.class)
            .setParameter(1, userId)
            .setParameter(2, after == null ? new UUID(-1, -1) : after)
            .setMaxResults(size)
            .getResultList();
    return new Page(items, items.size() < size ? null : items.get(size - 1).id());
  }

  /**
   * Records an order, or finds the one that was recorded under the key.
   *
   * @throws Refusal {@link Kind#IDEMPOTENCY_KEY_REUSED} if that one was for something else
   */
  @RetriesConflicts
  @Transactional
  Order record(Wallet wallet, Provider provider, Money amount, String key) {
    Instant now = clock.instant();
    UUID id = UuidV7.next(clock);
    int inserted =
        entities
            .createNativeQuery(INSERT)
            .setParameter("id", id)
            .setParameter("user", wallet.userId())
            .setParameter("wallet", wallet.id())
            .setParameter("provider", provider.name())
            .setParameter("currency", amount.currency().name())
            .setParameter("amount", amount.amount())
            .setParameter("key", key)
            .setParameter("now", now)
            .setParameter("expires", now.plus(settings.lifetime()))
            .executeUpdate();
    if (inserted == 1) {
      placed.fire(new OrderPlaced(id, wallet.id(), provider, amount));
      return Objects.requireNonNull(entities.find(Order.class, id));
    }
    Order before =
        entities
            .createQuery(
                "select o from OnrampOrder o where o.userId = ?1 and o.idempotencyKey = ?2",
                Order.class)
            .setParameter(1, wallet.userId())
            .setParameter(2, key)
            .getSingleResult();
    if (!before.isFor(wallet.id(), provider, amount)) {
      throw Refusal.of(
          Kind.IDEMPOTENCY_KEY_REUSED, "The idempotency key was used before, for another request");
    }
    return before;
  }

  /** Remembers where an order is paid. */
  @RetriesConflicts
  @Transactional
  Order offer(UUID orderId, Checkout checkout) {
    Order order = lock(orderId).orElseThrow();
    order.offer(checkout, clock.instant());
    return order;
  }

  /** An order that nobody else changes until the end of the transaction. */
  Optional<Order> lock(UUID orderId) {
    return Optional.ofNullable(entities.find(Order.class, orderId, LockModeType.PESSIMISTIC_WRITE));
  }

  /**
   * Locks several orders at once: {@link #lock} then finds each of them without asking. Lowest id
   * first: two transactions with the same orders must not wait for each other.
   */
  void lockAll(Collection<UUID> orderIds) {
    entities
        .createQuery("select o from OnrampOrder o where o.id in ?1 order by o.id", Order.class)
        .setParameter(1, orderIds)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultList();
  }

  /**
   * Ends orders that nobody paid in time. An order that somebody else is changing is passed over.
   *
   * @param limit the most to end now
   * @return how many ended
   */
  @RetriesConflicts
  @Transactional
  public int expire(int limit) {
    return entities
        .createNativeQuery(EXPIRE)
        .setParameter("now", clock.instant())
        .setParameter("limit", limit)
        .executeUpdate();
  }
}
