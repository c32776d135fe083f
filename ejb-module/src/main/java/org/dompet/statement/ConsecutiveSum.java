package org.dompet.statement;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dompet.money.Money;

/** Finds what followed each other and sums up to an amount: by prefix sums, in one pass. */
final class ConsecutiveSum {
  /** The most that a sum is looked for among. */
  static final int MOST = 2_000;

  private ConsecutiveSum() {}

  /**
   * Two or more things in a row that sum up to an amount.
   *
   * @param things in their order
   * @param amounts theirs, with the scale of the sum's currency
   * @return nothing if there are none, if there are several ways to see it, or among more than
   *     {@value #MOST}
   */
  static <T> List<T> find(List<T> things, List<BigDecimal> amounts, Money sum) {
    if (things.size() < 2 || things.size() > MOST) {
      return List.of();
    }
    Map<BigDecimal, List<Integer>> reachedAt = new HashMap<>();
    reachedAt.put(BigDecimal.ZERO.setScale(sum.amount().scale()), new ArrayList<>(List.of(0)));
    BigDecimal total = BigDecimal.ZERO.setScale(sum.amount().scale());
    List<T> found = List.of();
    for (int end = 1; end <= things.size(); end++) {
      total = total.add(amounts.get(end - 1));
      for (int start : reachedAt.getOrDefault(total.subtract(sum.amount()), List.of())) {
        if (end - start >= 2) {
          if (!found.isEmpty()) {
            return List.of();
          }
          found = List.copyOf(things.subList(start, end));
        }
      }
      reachedAt.computeIfAbsent(total, any -> new ArrayList<>()).add(end);
    }
    return found;
  }
}
