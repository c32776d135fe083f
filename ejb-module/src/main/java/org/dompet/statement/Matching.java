package org.dompet.statement;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.dompet.money.Currency;
import org.dompet.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * Says which lines of a statement are which entries of ours. From the strongest evidence to the
 * weakest, and nothing is used twice:
 *
 * <ol>
 *   <li>a reference that names an order: single amounts that agree, then one against the sum of
 *       many; amounts that do not agree are a difference, and are matched with nothing else;
 *   <li>the same amount, close in time, of lines whose reference says nothing here;
 *   <li>an amount that is the sum of what followed each other on the other side, close in time, if
 *       there is exactly one way to see it so.
 * </ol>
 *
 * The outcome does not depend on the order in which either side is given.
 */
final class Matching {
  /** The most lines, or entries, for which a sum is looked for. */
  static final int MOST_SUMS = 1_000;

  /** References such as orders and payments have: if unknown, they are another's. */
  private static final Pattern OURS =
      Pattern.compile("pi_.*|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final Duration window;
  private final Set<StatementLine> lines;
  private final Set<LedgerItem> items;
  private final List<StatementMatch> matches = new ArrayList<>();
  private final List<Difference> differences = new ArrayList<>();
  private final Map<StatementLine, String> unmatched = new LinkedHashMap<>();

  private Matching(Collection<StatementLine> lines, Collection<LedgerItem> items, Duration window) {
    this.window = window;
    this.lines =
        new LinkedHashSet<>(
            lines.stream()
                .sorted(Comparator.comparing(StatementLine::at).thenComparing(StatementLine::line))
                .toList());
    this.items =
        new LinkedHashSet<>(
            items.stream()
                .sorted(Comparator.comparing(LedgerItem::at).thenComparing(LedgerItem::entryId))
                .toList());
  }

  /**
   * Lines and entries of one order whose amounts do not agree.
   *
   * @param there what the lines sum up to, by currency
   * @param here what the entries sum up to
   */
  record Difference(
      UUID order,
      UUID walletId,
      List<StatementLine> lines,
      List<LedgerItem> items,
      Map<Currency, Money> there,
      Map<Currency, Money> here) {}

  /**
   * What came of it.
   *
   * @param unmatched lines that are nothing here, each with why
   * @param missing entries that are nothing there, whatever their time
   */
  record Outcome(
      List<StatementMatch> matches,
      List<Difference> differences,
      Map<StatementLine, String> unmatched,
      List<LedgerItem> missing) {}

  /**
   * Matches them.
   *
   * @param window how far apart in time a line and an entry may be, where no reference says that
   *     they are the same
   */
  static Outcome match(
      Collection<StatementLine> lines, Collection<LedgerItem> items, Duration window) {
    Matching matching = new Matching(lines, items, window);
    matching.byReference();
    matching.byAmountAndTime();
    matching.linesAsSums();
    matching.itemsAsSums();
    matching.lines.forEach(
        line -> matching.unmatched.put(line, "No entry here has its amount, or a sum that has"));
    return new Outcome(
        matching.matches, matching.differences, matching.unmatched, List.copyOf(matching.items));
  }

  private void byReference() {
    Map<String, UUID> orders = new HashMap<>();
    Map<UUID, List<LedgerItem>> ofOrder = new LinkedHashMap<>();
    for (LedgerItem item : items) {
      item.references().forEach(reference -> orders.put(reference, item.order()));
      ofOrder.computeIfAbsent(item.order(), order -> new ArrayList<>()).add(item);
    }
    Map<UUID, List<StatementLine>> named = new LinkedHashMap<>();
    for (StatementLine line : List.copyOf(lines)) {
      String reference = line.reference();
      UUID order = reference == null ? null : orders.get(reference);
      if (order != null) {
        named.computeIfAbsent(order, any -> new ArrayList<>()).add(line);
        lines.remove(line);
      } else if (reference != null && OURS.matcher(reference).matches()) {
        lines.remove(line);
        unmatched.put(line, "Its reference names no payment here");
      }
    }
    named.forEach((order, its) -> ofOneOrder(order, its, ofOrder.getOrDefault(order, List.of())));
  }

  /** All that a statement says of one order, and all that we have of it. */
  private void ofOneOrder(UUID order, List<StatementLine> its, List<LedgerItem> ours) {
    List<StatementLine> leftThere = new ArrayList<>();
    List<LedgerItem> leftHere = new ArrayList<>(ours);
    for (StatementLine line : its) {
      LedgerItem same =
          leftHere.stream()
              .filter(item -> item.amount().equals(line.amount()))
              .findFirst()
              .orElse(null);
      if (same == null) {
        leftThere.add(line);
      } else {
        leftHere.remove(same);
        add(
            List.of(line),
            List.of(same),
            StatementMatch.Rule.REFERENCE,
            "The line names the payment by " + line.reference() + ", and the amounts agree");
      }
    }
    if (leftThere.isEmpty()) {
      return;
    }
    if (leftHere.isEmpty()) {
      leftThere.forEach(
          line ->
              unmatched.put(
                  line, "Order " + order + " has no entry left: another line of it is matched"));
      return;
    }
    Map<Currency, Money> there = sums(leftThere.stream().map(StatementLine::amount).toList());
    Map<Currency, Money> here = sums(leftHere.stream().map(LedgerItem::amount).toList());
    if (there.equals(here)
        && there.size() == 1
        && (leftThere.size() == 1 || leftHere.size() == 1)) {
      add(
          leftThere,
          leftHere,
          StatementMatch.Rule.REFERENCE,
          count(leftThere.size(), "line", "lines")
              + " of order "
              + order
              + " by reference, the same sum as "
              + count(leftHere.size(), "entry", "entries"));
    } else {
      differences.add(
          new Difference(order, leftHere.get(0).walletId(), leftThere, leftHere, there, here));
      leftHere.forEach(items::remove);
    }
  }

  /** Of equal amounts the earliest with the earliest: so as many as can be find each other. */
  private void byAmountAndTime() {
    Map<Money, List<LedgerItem>> ofAmount = new HashMap<>();
    for (LedgerItem item : items) {
      ofAmount.computeIfAbsent(item.amount(), any -> new ArrayList<>()).add(item);
    }
    Map<Money, Integer> passed = new HashMap<>();
    for (StatementLine line : List.copyOf(lines)) {
      List<LedgerItem> candidates = ofAmount.getOrDefault(line.amount(), List.of());
      int at = passed.getOrDefault(line.amount(), 0);
      while (at < candidates.size() && candidates.get(at).at().isBefore(earliest(line))) {
        at++;
      }
      if (at < candidates.size() && !candidates.get(at).at().isAfter(latest(line))) {
        LedgerItem item = candidates.get(at++);
        add(
            List.of(line),
            List.of(item),
            StatementMatch.Rule.AMOUNT_AND_TIME,
            "The amounts agree, "
                + apart(line, item)
                + (candidates.size() > 1 ? "; " + candidates.size() + " entries are alike" : "")
                + unknown(line));
      }
      passed.put(line.amount(), at);
    }
  }

  private void linesAsSums() {
    int looked = 0;
    for (StatementLine line : List.copyOf(lines)) {
      if (++looked > MOST_SUMS) {
        return;
      }
      List<LedgerItem> near =
          items.stream()
              .filter(item -> item.amount().currency() == line.amount().currency())
              .filter(
                  item -> !item.at().isBefore(earliest(line)) && !item.at().isAfter(latest(line)))
              .limit(ConsecutiveSum.MOST + 1L)
              .toList();
      List<LedgerItem> parts =
          ConsecutiveSum.find(
              near, near.stream().map(item -> item.amount().amount()).toList(), line.amount());
      if (!parts.isEmpty()) {
        add(
            List.of(line),
            parts,
            StatementMatch.Rule.SUM_AND_TIME,
            "The line is the sum of "
                + parts.size()
                + " entries that followed each other, close in time"
                + unknown(line));
      }
    }
  }

  private void itemsAsSums() {
    int looked = 0;
    for (LedgerItem item : List.copyOf(items)) {
      if (++looked > MOST_SUMS) {
        return;
      }
      List<StatementLine> near =
          lines.stream()
              .filter(line -> line.amount().currency() == item.amount().currency())
              .filter(
                  line -> !item.at().isBefore(earliest(line)) && !item.at().isAfter(latest(line)))
              .limit(ConsecutiveSum.MOST + 1L)
              .toList();
      List<StatementLine> parts =
          ConsecutiveSum.find(
              near, near.stream().map(line -> line.amount().amount()).toList(), item.amount());
      if (!parts.isEmpty()) {
        add(
            parts,
            List.of(item),
            StatementMatch.Rule.SUM_AND_TIME,
            parts.size() + " lines that followed each other sum up to the entry, close in time");
      }
    }
  }

  private void add(
      List<StatementLine> ofLines,
      List<LedgerItem> ofItems,
      StatementMatch.Rule rule,
      String reason) {
    ofLines.forEach(lines::remove);
    ofItems.forEach(items::remove);
    matches.add(
        new StatementMatch(
            ofLines.stream().map(StatementLine::line).sorted().toList(),
            ofItems.stream().map(LedgerItem::entryId).toList(),
            ofLines.stream().map(StatementLine::amount).reduce(Money::plus).orElseThrow(),
            rule,
            reason));
  }

  private Instant earliest(StatementLine line) {
    return line.at().minus(window);
  }

  private Instant latest(StatementLine line) {
    Instant end = line.wholeDay() ? line.at().plus(Duration.ofDays(1)) : line.at();
    return end.plus(window);
  }

  private static String apart(StatementLine line, LedgerItem item) {
    if (line.wholeDay()) {
      long days = Math.floorDiv(Duration.between(line.at(), item.at()).toHours(), 24);
      return days == 0 ? "on the same day" : count(Math.abs(days), "day", "days") + " apart";
    }
    long minutes = Duration.between(line.at(), item.at()).abs().toMinutes();
    return minutes < 120
        ? count(minutes, "minute", "minutes") + " apart"
        : minutes / 60 + " hours apart";
  }

  private static String unknown(StatementLine line) {
    @Nullable String reference = line.reference();
    return reference == null ? "" : "; its reference says nothing here";
  }

  private static String count(long number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }

  private static Map<Currency, Money> sums(List<Money> amounts) {
    Map<Currency, Money> sums = new TreeMap<>();
    amounts.forEach(amount -> sums.merge(amount.currency(), amount, Money::plus));
    return sums;
  }
}
