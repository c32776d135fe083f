package org.dompet.settlement;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.dompet.job.RunProgress;
import org.dompet.onramp.Provider;
import org.jspecify.annotations.Nullable;

/** The rows of {@code provider_record}: what providers told, before anything is made of it. */
@ApplicationScoped
class StagedRecords {
  /** How long a payment that is under way is asked about: bank transfers take days. */
  private static final Duration OPEN_LIMIT = Duration.ofDays(8);

  private static final String KEEP =
      """
      insert into provider_record (provider, kind, reference, order_reference, state, currency, amount,
                                   problem, occurred_at, first_seen_at, last_seen_at, run_id)
      select ?, n.kind, n.reference, n.order_reference, n.state, n.currency, n.amount, n.problem,
             n.occurred_at, ?, ?, ?
        from unnest(?, ?, ?, ?, ?, ?, ?, ?)
          as n (kind, reference, order_reference, state, currency, amount, problem, occurred_at)
      on conflict (provider, kind, reference) do update
        set last_seen_at = excluded.last_seen_at, run_id = excluded.run_id,
            (order_reference, state, currency, amount, problem, occurred_at) =
              (select r.order_reference, r.state, r.currency, r.amount, r.problem, r.occurred_at
                 from (values (coalesce(excluded.order_reference, provider_record.order_reference),
                               excluded.state, excluded.currency, excluded.amount, excluded.problem,
                               excluded.occurred_at, true),
                              (coalesce(provider_record.order_reference, excluded.order_reference),
                               provider_record.state, provider_record.currency, provider_record.amount,
                               provider_record.problem, provider_record.occurred_at, false))
                   as r (order_reference, state, currency, amount, problem, occurred_at, newer)
                where r.newer = (
                  array_position(array['OPEN', 'FAILED', 'SETTLED'], excluded.state)
                    > array_position(array['OPEN', 'FAILED', 'SETTLED'], provider_record.state)
                  or excluded.state = provider_record.state
                     and (excluded.kind = 'PAYMENT'
                          or coalesce(excluded.amount >= provider_record.amount, provider_record.amount is null))))""";

  /** Payments that are credited or paid back here, in the window, and that nothing was told of. */
  private static final String UNTOLD =
      """
      select o.payment_reference
        from onramp_order o
       where o.provider = ? and o.completed_at >= ? and o.completed_at < ?
         and o.payment_reference is not null
         and not exists (select from provider_record r
                          where r.provider = o.provider and r.kind = 'PAYMENT'
                            and r.reference = o.payment_reference and r.run_id = ? and r.state = 'SETTLED')
      union
      select o.payment_reference
        from journal_entry e
        join onramp_order o
          on o.id = case when e.reference ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then e.reference::uuid end
       where e.kind = 'ONRAMP_REFUND' and e.recorded_at >= ? and e.recorded_at < ?
         and o.provider = ? and o.payment_reference is not null
         and not exists (select from provider_record r
                          where r.provider = o.provider and r.kind = 'REFUND'
                            and r.reference = o.payment_reference and r.run_id = ?)
      union
      select r.reference
        from provider_record r
       where r.provider = ? and r.state = 'OPEN' and r.kind = 'PAYMENT' and r.occurred_at > ?
         and r.run_id <> ?
      order by 1 limit ?""";

  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  private Clock clock;

  @SuppressWarnings("NullAway.Init") // for the container's proxy
  protected StagedRecords() {}

  @Inject
  @SuppressWarnings("NullAway.Init") // the data source is the container's
  StagedRecords(Clock clock) {
    this.clock = clock;
  }

  /** For use outside a container. */
  StagedRecords(DataSource dataSource, Clock clock) {
    this.dataSource = dataSource;
    this.clock = clock;
  }

  /** Keeps what was told in a run; of one payment, what says most. */
  void keep(UUID runId, Provider provider, List<ProviderRecord> told) {
    Collection<ProviderRecord> records = latest(told);
    if (records.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    Sql.update(
        dataSource,
        KEEP,
        provider.name(),
        now,
        now,
        runId,
        column(records, "text", record -> record.what().name()),
        column(records, "text", ProviderRecord::reference),
        column(records, "text", ProviderRecord::order),
        column(records, "text", record -> record.state().name()),
        column(records, "text", ProviderRecord::currency),
        column(records, "numeric", ProviderRecord::amount),
        column(records, "text", ProviderRecord::problem),
        column(records, "timestamptz", record -> record.at().atOffset(ZoneOffset.UTC).toString()));
  }

  /**
   * Payments to ask about one by one.
   *
   * @param limit the most to give
   */
  List<String> untold(UUID runId, Provider provider, RunProgress.Window window, int limit) {
    return Sql.query(
        dataSource,
        UNTOLD,
        row -> row.getString(1),
        provider.name(),
        window.from(),
        window.to(),
        runId,
        window.from(),
        window.to(),
        provider.name(),
        runId,
        provider.name(),
        clock.instant().minus(OPEN_LIMIT),
        runId,
        limit);
  }

  /** One for each payment: a statement can't write a row twice. */
  private static Collection<ProviderRecord> latest(List<ProviderRecord> records) {
    Map<String, ProviderRecord> latest = new LinkedHashMap<>();
    for (ProviderRecord record : records) {
      latest.merge(
          record.what() + " " + record.reference(),
          record,
          (before, after) -> after.supersedes(before) ? after : before);
    }
    return latest.values();
  }

  private static Sql.Array column(
      Collection<ProviderRecord> records,
      String type,
      Function<ProviderRecord, @Nullable Object> value) {
    List<@Nullable Object> items = new ArrayList<>();
    records.forEach(record -> items.add(value.apply(record)));
    return new Sql.Array(type, items);
  }
}
