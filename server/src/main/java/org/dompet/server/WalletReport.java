package org.dompet.server;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.dompet.money.Currency;
import org.dompet.reconciliation.Discrepancy;
import org.dompet.reconciliation.WalletBooks;
import org.dompet.server.text.Csv;
import org.dompet.server.text.Format;
import org.dompet.server.text.Json;
import org.dompet.server.text.TextTable;
import org.dompet.server.text.TextTable.Align;
import org.jspecify.annotations.Nullable;

/**
 * What {@code reconcile} prints, and what it came to. CSV and JSON are written as they come; a
 * table has to wait for its widest cell, and so leaves out balanced wallets where there are many.
 */
final class WalletReport {

  private static final int MOST_BALANCED = 200;
  private static final int MOST_OTHERS = 10_000;

  /** Kinds that say that the ledger itself was damaged; the gravest first. */
  private static final List<String> BROKEN =
      List.of(
          "SEQUENCE_GAP",
          "BALANCE_AFTER_BROKEN",
          "ACCOUNT_MISSING",
          "WALLET_MISMATCH",
          "ENTRY_MISSING",
          "ENTRY_INCOMPLETE",
          "ENTRY_UNBALANCED");

  /** Kinds that say that an account's cache is wrong. */
  private static final Set<String> CACHE = Set.of("BALANCE_MISMATCH", "VERSION_MISMATCH");

  private static final String ACCOUNT = "account:";

  private final Terminal terminal;
  private final @Nullable Format format;
  private final TextTable table =
      new TextTable(
          List.of("wallet", "owner", "currency", "balance", "ledger", "discrepancy", "status"),
          List.of(
              Align.LEFT,
              Align.LEFT,
              Align.LEFT,
              Align.RIGHT,
              Align.RIGHT,
              Align.RIGHT,
              Align.LEFT));
  private final List<String> details = new ArrayList<>();
  private final Set<String> told = new HashSet<>();
  private final Set<UUID> wrongAccounts = new LinkedHashSet<>();
  private boolean begun;
  private long balanced;
  private long wrong;
  private boolean broken;
  private long hidden;

  /**
   * @param format null: nothing is printed
   */
  WalletReport(Terminal terminal, @Nullable Format format) {
    this.terminal = terminal;
    this.format = format;
  }

  void add(WalletBooks wallet) {
    wallet.found().forEach(this::note);
    if (wallet.isBalanced()) {
      balanced++;
    } else {
      wrong++;
    }
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("wallet", wallet.walletId());
    row.put("owner", wallet.owner());
    row.put("currency", wallet.currency());
    row.put("balance", decimal(wallet.balance(), wallet.currency()));
    row.put("ledger", decimal(wallet.total(), wallet.currency()));
    row.put("discrepancy", decimal(wallet.balance().subtract(wallet.total()), wallet.currency()));
    row.put("status", wallet.isBalanced() ? "BALANCED" : gravest(wallet.found()));
    write(row, wallet.isBalanced());
  }

  /** Adds what no wallet's row has shown: what is the platform's, an entry's or a currency's. */
  void add(Discrepancy discrepancy) {
    if (told.contains(key(discrepancy))) {
      return;
    }
    note(discrepancy);
    wrong++;
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("wallet", discrepancy.subject());
    row.put("owner", null);
    row.put("currency", discrepancy.currency());
    row.put("balance", discrepancy.actual());
    row.put("ledger", discrepancy.expected());
    row.put("discrepancy", null);
    row.put("status", discrepancy.kind());
    write(row, false);
  }

  long wallets() {
    return balanced + wrong;
  }

  boolean isBroken() {
    return broken;
  }

  boolean isBalanced() {
    return wrong == 0;
  }

  /** Accounts whose balance or version is not that of their postings. */
  Set<UUID> wrongAccounts() {
    return wrongAccounts;
  }

  void end() {
    if (format == Format.TABLE) {
      terminal.write(table.toString());
      if (hidden > 0) {
        terminal.say("… and %,d more: --format csv prints them all".formatted(hidden));
      }
      details.forEach(terminal::step);
      String counts = "%,d balanced, %,d not".formatted(balanced, wrong);
      terminal.say(isBalanced() ? terminal.good(counts) : terminal.bad(counts));
    } else if (format == Format.JSON) {
      Map<String, @Nullable Object> summary = new LinkedHashMap<>();
      summary.put("balanced", balanced);
      summary.put("discrepancies", wrong);
      summary.put("broken", broken);
      terminal.write(
          (begun ? "" : "{\"rows\":[") + "],\n\"summary\":" + Json.object(summary) + "}\n");
    } else if (format == Format.CSV && !begun) {
      terminal.write("wallet,owner,currency,balance,ledger,discrepancy,status\n");
    }
  }

  private void note(Discrepancy discrepancy) {
    told.add(key(discrepancy));
    broken |= BROKEN.contains(discrepancy.kind());
    if (details.size() < MOST_OTHERS) {
      details.add(discrepancy.kind() + ": " + discrepancy.detail());
    }
    if (CACHE.contains(discrepancy.kind()) && discrepancy.subject().startsWith(ACCOUNT)) {
      wrongAccounts.add(UUID.fromString(discrepancy.subject().substring(ACCOUNT.length())));
    }
  }

  private static String key(Discrepancy discrepancy) {
    return discrepancy.kind() + " " + discrepancy.subject();
  }

  private static String gravest(List<Discrepancy> found) {
    List<String> kinds = found.stream().map(Discrepancy::kind).toList();
    return BROKEN.stream().filter(kinds::contains).findFirst().orElse(kinds.get(0));
  }

  private void write(Map<String, @Nullable Object> row, boolean isBalanced) {
    if (format == Format.TABLE) {
      if (isBalanced ? balanced > MOST_BALANCED : wrong > MOST_OTHERS) {
        hidden++;
      } else {
        table.row(
            row.values().stream().map(value -> text(value, "-")).toList(),
            isBalanced ? terminal::good : terminal::bad);
      }
    } else if (format == Format.JSON) {
      terminal.write((begun ? ",\n" : "{\"rows\":[\n") + Json.object(row));
    } else if (format == Format.CSV) {
      if (!begun) {
        terminal.write(Csv.row(List.copyOf(row.keySet())));
      }
      terminal.write(Csv.row(row.values().stream().map(value -> text(value, "")).toList()));
    }
    begun = true;
  }

  /** With the digits of the currency; damage may have given an amount more of them. */
  private static String decimal(BigDecimal amount, String currency) {
    int scale;
    try {
      scale = Currency.valueOf(currency).scale();
    } catch (IllegalArgumentException unknown) {
      scale = 0;
    }
    BigDecimal plain = amount.stripTrailingZeros();
    return (plain.scale() > scale ? plain : plain.setScale(scale, RoundingMode.UNNECESSARY))
        .toPlainString();
  }

  private static String text(@Nullable Object value, String nothing) {
    return value == null ? nothing : value.toString();
  }
}
