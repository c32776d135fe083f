package org.dompet.ledger;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.dompet.time.UuidV7;
import org.jspecify.annotations.Nullable;

/**
 * What is to be booked: two or more legs that sum to zero in each currency, under a key that makes
 * it happen once. An entry that doesn't balance can't be built.
 *
 * @param idempotencyKey {@code source:reference:owner:action}, at most 300 characters
 * @param kind what happened, in capitals: {@code TRANSFER}
 * @param metadata small facts for later readers; never secrets
 * @param effectiveAt when it happened in the world
 * @param actor who caused it: a user id, or {@code system:<job>}
 * @param reverses the entry that this one undoes
 * @param linked stands or falls together with the entry after it in its batch
 */
public record JournalEntry(
    UUID id,
    String idempotencyKey,
    String kind,
    @Nullable String reference,
    @Nullable String description,
    SortedMap<String, String> metadata,
    Instant effectiveAt,
    String actor,
    List<Leg> legs,
    @Nullable UUID reverses,
    boolean linked) {

  /** The most legs of one entry. */
  public static final int MAX_LEGS = 100;

  private static final int MAX_KEY = 300;

  /** What an entry does to one account: adds a positive amount, takes a negative one. */
  public record Leg(UUID accountId, Money amount) {
    public Leg {
      if (amount.isZero()) {
        throw new IllegalArgumentException("A leg moves something");
      }
    }
  }

  public JournalEntry {
    if (idempotencyKey.isEmpty() || idempotencyKey.length() > MAX_KEY) {
      throw new IllegalArgumentException("An idempotency key has 1 to " + MAX_KEY + " characters");
    }
    if (legs.size() < 2 || legs.size() > MAX_LEGS) {
      throw new IllegalArgumentException("An entry has 2 to " + MAX_LEGS + " legs");
    }
    legs = List.copyOf(legs);
    metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    requireOneLegPerAccount(legs);
    requireBalance(legs);
  }

  /** An entry that takes an amount from one account and gives it to another. */
  public static JournalEntry move(
      Clock clock, String key, String kind, String actor, Money amount, UUID from, UUID to) {
    return of(
        clock, key, kind, actor, List.of(new Leg(from, amount.negate()), new Leg(to, amount)));
  }

  /** An entry with these legs, effective now. */
  public static JournalEntry of(
      Clock clock, String key, String kind, String actor, List<Leg> legs) {
    return new JournalEntry(
        UuidV7.next(clock),
        key,
        kind,
        null,
        null,
        new TreeMap<>(),
        clock.instant(),
        actor,
        legs,
        null,
        false);
  }

  public JournalEntry describedAs(@Nullable String text) {
    return copy(reference, text, metadata, reverses, linked);
  }

  public JournalEntry referringTo(String outside) {
    return copy(outside, description, metadata, reverses, linked);
  }

  public JournalEntry with(String name, String value) {
    SortedMap<String, String> more = new TreeMap<>(metadata);
    more.put(name, value);
    return copy(reference, description, more, reverses, linked);
  }

  public JournalEntry reversing(UUID entry) {
    return copy(reference, description, metadata, entry, linked);
  }

  /** The same entry, which now stands or falls together with the one after it. */
  public JournalEntry linkedToNext() {
    return copy(reference, description, metadata, reverses, true);
  }

  private JournalEntry copy(
      @Nullable String newReference,
      @Nullable String newDescription,
      SortedMap<String, String> newMetadata,
      @Nullable UUID newReverses,
      boolean newLinked) {
    return new JournalEntry(
        id,
        idempotencyKey,
        kind,
        newReference,
        newDescription,
        newMetadata,
        effectiveAt,
        actor,
        legs,
        newReverses,
        newLinked);
  }

  private static void requireOneLegPerAccount(List<Leg> legs) {
    Set<UUID> accounts = new HashSet<>();
    for (Leg leg : legs) {
      if (!accounts.add(leg.accountId())) {
        throw new IllegalArgumentException("Two legs on account " + leg.accountId());
      }
    }
  }

  private static void requireBalance(List<Leg> legs) {
    Map<Currency, BigDecimal> sums = new EnumMap<>(Currency.class);
    for (Leg leg : legs) {
      sums.merge(leg.amount().currency(), leg.amount().amount(), BigDecimal::add);
    }
    sums.forEach(
        (currency, sum) -> {
          if (sum.signum() != 0) {
            throw new IllegalArgumentException("Out of balance by " + sum + " " + currency);
          }
        });
  }
}
