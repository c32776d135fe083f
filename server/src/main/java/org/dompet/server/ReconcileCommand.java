package org.dompet.server;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.dompet.job.RunPart;
import org.dompet.reconciliation.Proof;
import org.dompet.reconciliation.ReconcileWallets;
import org.dompet.reconciliation.WalletBooks;
import org.dompet.reconciliation.WalletChecks;
import org.dompet.seal.SealReport;
import org.dompet.seal.VerifySeals;
import org.dompet.server.books.BalanceFix;
import org.dompet.server.books.FixBalance;
import org.dompet.server.place.CannotRun;
import org.dompet.server.place.ExitCode;
import org.dompet.server.place.Settings;
import org.dompet.server.text.Format;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "reconcile",
    description = {
      "Compare every wallet, or the named ones, with the ledger: what it says it has with the sum of"
          + " its postings, and those with each other.",
      "Reads only, unless --fix is given, beside a running server or without one, on the embedded"
          + " database or on that of DATABASE_URL. A posting in flight is never taken for an error."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:balanced",
      "1:discrepancies were found and not all of them fixed",
      "2:the command line or a setting is wrong, or there is no such wallet",
      "3:the ledger itself was damaged, which nothing here can fix",
      "4:the database was not reached or is not current",
      "70:a defect of this program"
    })
final class ReconcileCommand implements Callable<Integer> {

  /** Wallets in one statement: many enough, and soon enough for the progress bar. */
  private static final int PAGE = 500;

  /** Accounts in one --fix: with more, something is wrong that a person should understand first. */
  private static final int MOST_FIXES = 1_000;

  private final Terminal terminal;
  private final Settings settings;
  private final Clock clock;

  @Mixin private VarOption var = new VarOption();

  @Parameters(paramLabel = "WALLET_ID", arity = "0..*", description = "Only these wallets.")
  private List<UUID> wallets = new ArrayList<>();

  @Option(names = "--format", defaultValue = "TABLE", description = "table (default), json or csv.")
  private Format format = Format.TABLE;

  @Option(
      names = "--fix",
      description =
          "Derive cached balances that are wrong from the postings, where those and all seals are"
              + " intact. Shows what it would do and asks. Never touches a posting.")
  private boolean fix;

  @Option(names = "--force", description = "With --fix: don't ask.")
  private boolean force;

  ReconcileCommand(Terminal terminal, Settings settings, Clock clock) {
    this.terminal = terminal;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    if (force && !fix) {
      throw new CannotRun(ExitCode.USAGE, "--force says not to ask before --fix: add that.");
    }
    try (OpenDatabase database = OpenDatabase.of(settings, var.directory())) {
      WalletReport report = compare(database, format);
      report.end();
      if (fix && !report.isBroken() && !report.isBalanced()) {
        fixAll(database, report.wrongAccounts());
        report = compare(database, null);
        terminal.remark(report.isBalanced() ? "Balanced now." : "Still not balanced.");
      }
      return exitCode(report).number();
    }
  }

  private static ExitCode exitCode(WalletReport report) {
    if (report.isBroken()) {
      return ExitCode.BROKEN;
    }
    return report.isBalanced() ? ExitCode.OK : ExitCode.DISCREPANCIES;
  }

  private WalletReport compare(OpenDatabase database, @Nullable Format printed) {
    WalletReport report = new WalletReport(terminal, printed);
    WalletChecks checks = new WalletChecks(database.forReading());
    ReconcileWallets books = new ReconcileWallets(database.forReading());
    if (wallets.isEmpty()) {
      all(checks, report);
      prove(books, books.plan(), report);
    } else {
      List<UUID> named = wallets.stream().distinct().toList();
      named(checks, named, report);
      named.forEach(wallet -> prove(books, books.plan(wallet), report));
    }
    return report;
  }

  private void all(WalletChecks checks, WalletReport report) {
    long count = checks.count();
    List<WalletBooks> page;
    @Nullable UUID after = null;
    do {
      page = checks.wallets(after, PAGE);
      page.forEach(report::add);
      terminal.progress(bar(report.wallets(), count, "wallets"));
      after = page.isEmpty() ? after : page.get(page.size() - 1).walletId();
    } while (page.size() == PAGE);
  }

  private static void named(WalletChecks checks, List<UUID> named, WalletReport report) {
    List<WalletBooks> found = new ArrayList<>();
    for (int from = 0; from < named.size(); from += PAGE) {
      found.addAll(checks.wallets(named.subList(from, Math.min(from + PAGE, named.size()))));
    }
    for (UUID wallet : named) {
      report.add(
          found.stream()
              .filter(books -> books.walletId().equals(wallet))
              .findFirst()
              .orElseThrow(
                  () -> new CannotRun(ExitCode.USAGE, "there is no wallet " + wallet + ".")));
    }
  }

  private void prove(ReconcileWallets books, List<RunPart> plan, WalletReport report) {
    int done = 0;
    for (RunPart part : plan) {
      RunPart next = part;
      Proof proof;
      do {
        proof = books.prove(next);
        proof.found().forEach(report::add);
        next =
            new RunPart(
                part.part(),
                part.work(),
                part.lower(),
                part.upper(),
                proof.position(),
                proof.done());
      } while (!proof.done());
      terminal.progress(bar(++done, plan.size(), "parts of the books"));
    }
  }

  private void fixAll(OpenDatabase database, Set<UUID> accounts) {
    if (accounts.size() > MOST_FIXES) {
      throw new CannotRun(
          ExitCode.DISCREPANCIES,
          "more than " + MOST_FIXES + " accounts to fix: name some of the wallets.");
    }
    FixBalance reading = new FixBalance(database.forReading());
    List<BalanceFix> plan = accounts.stream().map(reading::plan).flatMap(Optional::stream).toList();
    if (plan.isEmpty()) {
      terminal.remark("Nothing here that the postings could put right.");
      return;
    }
    requireSealed(new VerifySeals(database.forReading()), plan);
    for (BalanceFix change : plan) {
      terminal.remark(
          "would fix account %s (%s): %s"
              .formatted(change.account(), change.kind(), change.words()));
    }
    if (force || agreed(plan.size())) {
      plan.forEach(change -> fix(database, change.account()));
    } else {
      terminal.remark("Nothing was changed.");
    }
  }

  /** What was touched, or is not sealed yet, proves nothing. */
  private void requireSealed(VerifySeals verifySeals, List<BalanceFix> plan) {
    SealReport seals = verifySeals.verify(1, n -> terminal.progress("seal " + n));
    if (!seals.intact()) {
      throw new CannotRun(
          ExitCode.BROKEN,
          seals.faults().get(0).detail()
              + ": nothing is derived from postings that were touched. See ./dompet ledger verify.");
    }
    for (BalanceFix change : plan) {
      long waiting = verifySeals.waitingOf(change.account());
      if (waiting > 0) {
        throw new CannotRun(
            ExitCode.DISCREPANCIES,
            waiting
                + " postings of account "
                + change.account()
                + " are not sealed yet, and nothing was changed: run the job ledger-seal a minute"
                + " after the last of them, and try again.");
      }
    }
  }

  private boolean agreed(int count) {
    Optional<String> answer = terminal.ask("Fix " + count + "? Type yes:");
    if (answer.isEmpty()) {
      throw new CannotRun(
          ExitCode.USAGE, "--fix asks first, and there is no terminal to ask on: add --force.");
    }
    return answer.get().strip().equalsIgnoreCase("yes");
  }

  private void fix(OpenDatabase database, UUID account) {
    Operator operator = Operator.ofThisProcess();
    Optional<BalanceFix> fixed =
        OneTransaction.in(
            database.forWriting(),
            transaction -> {
              Optional<BalanceFix> done = new FixBalance(transaction).fix(account);
              done.ifPresent(
                  change ->
                      operator.did(
                          transaction,
                          clock,
                          "account.fix-balance",
                          account.toString(),
                          change.words()));
              return done;
            });
    terminal.remark(
        fixed
            .map(change -> "fixed account " + account + ": " + change.words())
            .orElse("account " + account + " is not as it was a moment ago: left alone"));
  }

  private static String bar(long done, long all, String what) {
    int width = 30;
    int full = (int) (all == 0 ? width : Math.min(width, done * width / all));
    return "[%s%s] %,d of %,d %s"
        .formatted("#".repeat(full), ".".repeat(width - full), done, all, what);
  }
}
