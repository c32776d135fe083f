package org.dompet.wallet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.dompet.ledger.Account;
import org.dompet.logging.LogContext;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * All wallets. A wallet never changes, so those that were read stay in memory, on every node, with
 * nothing to invalidate; balances are always read.
 */
@ApplicationScoped
public class Wallets {
  private static final long MOST_IN_MEMORY = 200_000;

  private static final String BALANCES =
      """
      select w.id, w.currency, a.status, a.balance as available, h.balance as held, w.opened_at
        from wallet w
        join account a on a.id = w.available_account
        join account h on h.id = w.held_account
      """;

  private final Cache<UUID, Wallet> known =
      Caffeine.newBuilder()
          .maximumSize(MOST_IN_MEMORY)
          // Tidying up is less work than to wake another thread for it.
          .executor(Runnable::run)
          .build();

  @PersistenceContext private EntityManager entities;

  @SuppressWarnings("NullAway.Init") // for the container
  protected Wallets() {}

  public Optional<Wallet> find(UUID id) {
    @Nullable Wallet wallet = known.getIfPresent(id);
    if (wallet == null) {
      wallet = entities.find(Wallet.class, id);
      if (wallet != null) {
        known.put(id, wallet);
      }
    }
    return Optional.ofNullable(wallet);
  }

  public Optional<Wallet> find(UUID userId, Currency currency) {
    return entities
        .createQuery("select w from Wallet w where w.userId = ?1 and w.currency = ?2", Wallet.class)
        .setParameter(1, userId)
        .setParameter(2, currency)
        .getResultStream()
        .findFirst();
  }

  /**
   * Somebody's own wallet.
   *
   * @throws Refusal {@link Kind#NOT_FOUND} if there is none, or it is another's: the two look alike
   */
  public Wallet own(UUID userId, UUID walletId) {
    LogContext.wallet(walletId.toString());
    return find(walletId)
        .filter(wallet -> wallet.userId().equals(userId))
        .orElseThrow(() -> Refusal.of(Kind.NOT_FOUND, "You have no wallet " + walletId));
  }

  /** Somebody's wallets with their balances, in the order they were opened. */
  public List<WalletBalance> balances(UUID userId) {
    return rows(BALANCES + "where w.user_id = ?1 order by w.opened_at, w.id", userId);
  }

  /** A wallet with its balance. */
  public WalletBalance balance(Wallet wallet) {
    return rows(BALANCES + "where w.id = ?1", wallet.id()).get(0);
  }

  /**
   * A wallet with its balance as it was booked up to and including a moment; its status is now's.
   */
  public WalletBalance balanceAt(Wallet wallet, Instant moment) {
    return rows(
            BALANCES
                    .replace("a.balance as", "balance_at(a.id, ?2) as")
                    .replace("h.balance as", "balance_at(h.id, ?2) as")
                + "where w.id = ?1",
            wallet.id(),
            moment)
        .get(0);
  }

  void add(Wallet wallet) {
    entities.persist(wallet);
    entities.flush();
  }

  private List<WalletBalance> rows(String sql, Object... parameters) {
    Query query = entities.createNativeQuery(sql, Tuple.class);
    for (int i = 0; i < parameters.length; i++) {
      query.setParameter(i + 1, parameters[i]);
    }
    @SuppressWarnings("unchecked")
    List<Tuple> rows = query.getResultList();
    return rows.stream().map(Wallets::balance).toList();
  }

  private static WalletBalance balance(Tuple row) {
    Currency currency = Currency.valueOf(row.get("currency", String.class));
    return new WalletBalance(
        row.get("id", UUID.class),
        Account.Status.valueOf(row.get("status", String.class)),
        new Money(row.get("available", BigDecimal.class), currency),
        new Money(row.get("held", BigDecimal.class), currency),
        row.get("opened_at", Instant.class));
  }
}
