package org.dompet.bench;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.dompet.money.Currency;
import org.dompet.money.Money;

/**
 * What is transferred between whom.
 *
 * @param accounts whose transfers these are
 * @param hot whether each transfer has the first account on one side
 */
public record Transfers(List<UUID> accounts, boolean hot) {

  /** A transfer of 0.01 to 9.99. */
  public record Transfer(UUID from, UUID to, Money amount) {}

  public Transfer next() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    int one = hot ? 0 : random.nextInt(accounts.size());
    int other = (one + 1 + random.nextInt(accounts.size() - 1)) % accounts.size();
    boolean outward = random.nextBoolean();
    return new Transfer(
        accounts.get(outward ? one : other),
        accounts.get(outward ? other : one),
        new Money(BigDecimal.valueOf(random.nextInt(1, 1_000), 2), Currency.THB));
  }
}
