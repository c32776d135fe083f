package org.dompet.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.dompet.money.Money;
import org.dompet.refusal.Kind;
import org.dompet.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Decides, in memory, what becomes of each entry of a batch: whose accounts are locked, whose keys
 * were looked up. Entries apply in order, each to what the ones before it left. A linked group
 * applies whole or not at all.
 */
final class PostingBatch {
  private static final BigDecimal LIMIT = BigDecimal.TEN.pow(20);

  /** A booked entry, as far as a repeated request needs it. */
  record Booked(
      UUID id, String key, String requestHash, Instant recordedAt, @Nullable UUID reverses) {}

  /** A posting to be written. */
  record Line(UUID accountId, long sequence, UUID entryId, BigDecimal amount, BigDecimal balance) {}

  /** An entry to be written. */
  record Accepted(JournalEntry entry, String requestHash) {}

  private final Map<UUID, Account> accounts;
  private final Map<String, Booked> bookedByKey = new HashMap<>();
  private final Set<UUID> reversed = new HashSet<>();
  private final Instant recordedAt;
  private final Map<UUID, Account> changed = new LinkedHashMap<>();
  private final List<Accepted> accepted = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();

  /**
   * @param locked the accounts of all entries, as locked; those that don't exist are missing
   * @param booked what was booked before under the entries' keys, or reverses what they reverse
   * @param recordedAt not before the last posting of any locked account
   */
  PostingBatch(Map<UUID, Account> locked, List<Booked> booked, Instant recordedAt) {
    this.accounts = locked;
    this.recordedAt = recordedAt;
    for (Booked entry : booked) {
      remember(entry);
    }
  }

  /** The outcomes, in the order of the entries. */
  List<Outcome> decide(List<JournalEntry> entries) {
    List<Outcome> outcomes = new ArrayList<>(entries.size());
    for (int first = 0; first < entries.size(); ) {
      int last = first;
      while (entries.get(last).linked()) {
        last++;
      }
      outcomes.addAll(decideGroup(entries.subList(first, last + 1)));
      first = last + 1;
    }
    return outcomes;
  }

  List<Accepted> accepted() {
    return accepted;
  }

  List<Line> lines() {
    return lines;
  }

  List<Account> changedAccounts() {
    return List.copyOf(changed.values());
  }

  private List<Outcome> decideGroup(List<JournalEntry> group) {
    Draft draft = new Draft();
    List<Outcome> outcomes = new ArrayList<>(group.size());
    for (JournalEntry entry : group) {
      Outcome outcome = draft.decide(entry);
      if (outcome instanceof Outcome.Refused refused) {
        return refuseGroup(group, entry, refused);
      }
      outcomes.add(outcome);
    }
    draft.accept();
    return outcomes;
  }

  private static List<Outcome> refuseGroup(
      List<JournalEntry> group, JournalEntry culprit, Outcome.Refused why) {
    List<Outcome> outcomes = new ArrayList<>(group.size());
    for (JournalEntry entry : group) {
      outcomes.add(
          entry.id().equals(culprit.id())
              ? why
              : refused(
                  Kind.LINKED_ENTRY_REFUSED,
                  "Linked to an entry that was refused: " + why.reason().detail()));
    }
    return outcomes;
  }

  private static Outcome repeat(JournalEntry entry, String hash, Booked before) {
    if (before.id().equals(entry.id())) {
      // This very entry, tried again after its commit was not confirmed.
      return new Outcome.Posted(before.id(), before.recordedAt());
    }
    return before.requestHash().equals(hash)
        ? new Outcome.Replayed(before.id(), before.recordedAt())
        : refused(
            Kind.IDEMPOTENCY_KEY_REUSED,
            "The idempotency key was used before, for another request");
  }

  private static Outcome.@Nullable Refused check(@Nullable Account account, JournalEntry.Leg leg) {
    if (account == null) {
      return unknown(leg);
    }
    if (account.currency() != leg.amount().currency()) {
      return refused(
          Kind.CURRENCY_MISMATCH,
          "An account in " + account.currency() + " takes no " + leg.amount().currency());
    }
    if (account.status() == Account.Status.FROZEN) {
      return refused(Kind.ACCOUNT_FROZEN, "A frozen account takes no postings");
    }
    if (account.status() == Account.Status.CLOSED) {
      return refused(Kind.ACCOUNT_CLOSED, "A closed account takes no postings");
    }
    BigDecimal balance = account.balance().amount().add(leg.amount().amount());
    if (balance.abs().compareTo(LIMIT) >= 0) {
      return refused(Kind.INVALID_AMOUNT, "The balance would be too large to book");
    }
    Money minimum = account.minimumBalance();
    if (minimum != null && balance.compareTo(minimum.amount()) < 0) {
      return refused(Kind.INSUFFICIENT_FUNDS, "The balance does not cover the amount");
    }
    return null;
  }

  private static Outcome.Refused unknown(JournalEntry.Leg leg) {
    return refused(Kind.UNKNOWN_ACCOUNT, "There is no account " + leg.accountId());
  }

  private static Outcome.Refused refused(Kind kind, String detail) {
    return new Outcome.Refused(Refusal.of(kind, detail));
  }

  private void remember(Booked entry) {
    bookedByKey.put(entry.key(), entry);
    if (entry.reverses() != null) {
      reversed.add(entry.reverses());
    }
  }

  /** What a group would change. It counts for the batch once the whole group is accepted. */
  private final class Draft {
    private final Map<UUID, Account> drafted = new LinkedHashMap<>();
    private final Map<String, Booked> draftedByKey = new LinkedHashMap<>();
    private final List<Accepted> draftedEntries = new ArrayList<>();
    private final List<Line> draftedLines = new ArrayList<>();

    Outcome decide(JournalEntry entry) {
      String hash = RequestHash.of(entry);
      String key = entry.idempotencyKey();
      Booked before = draftedByKey.getOrDefault(key, bookedByKey.get(key));
      if (before != null) {
        return repeat(entry, hash, before);
      }
      if (entry.reverses() != null && isReversed(entry.reverses())) {
        return refused(Kind.ALREADY_REVERSED, "The entry was reversed before");
      }
      for (JournalEntry.Leg leg : entry.legs()) {
        Outcome.Refused no = check(account(leg.accountId()), leg);
        if (no != null) {
          return no;
        }
      }
      for (JournalEntry.Leg leg : entry.legs()) {
        apply(entry, leg);
      }
      draftedEntries.add(new Accepted(entry, hash));
      draftedByKey.put(key, new Booked(entry.id(), key, hash, recordedAt, entry.reverses()));
      return new Outcome.Posted(entry.id(), recordedAt);
    }

    void accept() {
      accounts.putAll(drafted);
      changed.putAll(drafted);
      draftedByKey.values().forEach(PostingBatch.this::remember);
      accepted.addAll(draftedEntries);
      lines.addAll(draftedLines);
    }

    private void apply(JournalEntry entry, JournalEntry.Leg leg) {
      Account before = Objects.requireNonNull(account(leg.accountId()));
      Account after =
          new Account(
              before.id(),
              before.kind(),
              before.status(),
              before.balance().plus(leg.amount()),
              before.minimumBalance(),
              before.version() + 1);
      drafted.put(after.id(), after);
      draftedLines.add(
          new Line(
              after.id(),
              after.version(),
              entry.id(),
              leg.amount().amount(),
              after.balance().amount()));
    }

    private @Nullable Account account(UUID id) {
      Account account = drafted.get(id);
      return account == null ? accounts.get(id) : account;
    }

    private boolean isReversed(UUID entryId) {
      return reversed.contains(entryId)
          || draftedEntries.stream()
              .anyMatch(drafted -> entryId.equals(drafted.entry().reverses()));
    }
  }
}
