package org.dompet.settlement;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.dompet.onramp.Provider;
import org.dompet.time.UuidV7;
import org.jspecify.annotations.Nullable;

/**
 * Makes findings of discrepancies, in the transaction under way, marks the wallets that they are
 * about, and says once that there are some. Changes nothing else.
 */
@ApplicationScoped
public class Discrepancies {
  private static final String RECORD =
      """
      insert into finding (id, run_id, kind, subject, wallet_id, currency, expected, actual, detail, found_at)
      select n.id, ?, n.kind, n.subject, n.wallet_id, n.currency, n.expected, n.actual, n.detail, ?
        from unnest(?, ?, ?, ?, ?, ?, ?, ?)
          as n (id, kind, subject, wallet_id, currency, expected, actual, detail)
      on conflict (run_id, kind, subject) do nothing""";

  private static final String MARK =
      """
      update wallet set needs_reconciliation = true
       where id in (select id from wallet
                     where id = any (?) and not needs_reconciliation order by id for no key update)""";

  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  private Event<ProviderMismatch> mismatches;
  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected Discrepancies() {}

  @Inject
  @SuppressWarnings("NullAway.Init") // the data source is the container's
  Discrepancies(Event<ProviderMismatch> mismatches, Clock clock) {
    this.mismatches = mismatches;
    this.clock = clock;
  }

  /** For use outside a container. */
  public Discrepancies(DataSource dataSource, Event<ProviderMismatch> mismatches, Clock clock) {
    this.dataSource = dataSource;
    this.mismatches = mismatches;
    this.clock = clock;
  }

  /**
   * Records them; once for a run, whoever does it again.
   *
   * @param comparedWith what our books were compared with, in words
   * @return how many were new
   */
  public int record(UUID runId, Provider provider, String comparedWith, List<Discrepancy> found) {
    if (found.isEmpty()) {
      return 0;
    }
    int added =
        Sql.update(
            dataSource,
            RECORD,
            runId,
            clock.instant(),
            column(found, "uuid", any -> UuidV7.next(clock)),
            column(found, "text", discrepancy -> discrepancy.what().name()),
            column(found, "text", Discrepancy::subject),
            column(found, "uuid", Discrepancy::walletId),
            column(
                found,
                "text",
                discrepancy ->
                    discrepancy.currency() == null
                        ? null
                        : Objects.requireNonNull(discrepancy.currency()).name()),
            column(found, "text", Discrepancy::expected),
            column(found, "text", Discrepancy::actual),
            column(found, "text", Discrepancy::detail));
    List<UUID> wallets =
        found.stream().map(Discrepancy::walletId).filter(Objects::nonNull).distinct().toList();
    if (!wallets.isEmpty()) {
      Sql.update(dataSource, MARK, new Sql.Array("uuid", wallets));
    }
    if (added > 0) {
      SortedMap<String, Integer> kinds = new TreeMap<>();
      found.forEach(discrepancy -> kinds.merge(discrepancy.what().name(), 1, Integer::sum));
      mismatches.fire(new ProviderMismatch(provider.code(), runId, comparedWith, kinds));
    }
    return added;
  }

  private static Sql.Array column(
      List<Discrepancy> found, String type, Function<Discrepancy, @Nullable Object> value) {
    List<@Nullable Object> items = new ArrayList<>();
    found.forEach(discrepancy -> items.add(value.apply(discrepancy)));
    return new Sql.Array(type, items);
  }
}
