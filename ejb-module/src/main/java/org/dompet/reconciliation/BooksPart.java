package org.dompet.reconciliation;

import java.util.Arrays;

/** What is looked at in a part of a run, and the database's function that looks. */
enum BooksPart {
  /** Accounts against their postings, held accounts against their holds. */
  ACCOUNTS("accounts", "prove_accounts"),
  /** Entries: zero in each currency, and whole. */
  ENTRIES("entries", "prove_entries"),
  /** Wallets against their accounts, active holds against their entries. */
  WALLETS("wallets", "prove_wallets"),
  /** The entries that touched some wallets. */
  ENTRIES_OF_WALLETS("entries-of-wallets", "prove_entries_of_wallets"),
  /** All accounts of each currency together. */
  CURRENCIES("currencies", "prove_currencies"),
  /** What came in for orders, once for each. */
  CREDITS("credits", "prove_credits");

  private final String work;
  private final String function;

  BooksPart(String work, String function) {
    this.work = work;
    this.function = function;
  }

  /** Its name in the rows of a run's parts. */
  String work() {
    return work;
  }

  String function() {
    return function;
  }

  static BooksPart of(String work) {
    return Arrays.stream(values())
        .filter(part -> part.work.equals(work))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No part is called " + work));
  }
}
