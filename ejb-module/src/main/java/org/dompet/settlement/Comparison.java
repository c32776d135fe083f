package org.dompet.settlement;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.dompet.job.RunProgress;
import org.dompet.onramp.Provider;
import org.dompet.reconciliation.Discrepancy;

/**
 * Compares what a provider told in a run with our orders and our books. One statement, and so one
 * snapshot: an order and its entry are written together, and never seen apart.
 *
 * <p>What happened after the window is left for a later run. Refunds grow on both sides while we
 * look: too little is taken back here if even now it is less than the provider had paid back by the
 * window's end, and too much if it was more by then than the provider knows of now.
 */
@ApplicationScoped
class Comparison {
  /** The most of one kind that a run finds: more of the same says nothing more. */
  static final int MOST_OF_A_KIND = 1_000;

  private static final String COMPARE =
      """
      with window_of as (
        select ?::uuid as run_id, ?::text as provider, ?::timestamptz as from_at, ?::timestamptz as to_at
      ), seen as materialized (
        select r.kind, r.reference, r.order_reference, r.state, r.currency, r.amount, r.problem,
               r.occurred_at < w.to_at as is_due,
               coalesce(round(r.amount, c.scale), trim_scale(r.amount))::text as said
          from window_of w
          join provider_record r on r.run_id = w.run_id and r.provider = w.provider
          left join currency c on c.code = r.currency
      ), paid as materialized (
        -- A payment, the orders that were credited by it, and the order that the provider names.
        select s.*, p.orders, p.order_id as paid_order, n.id as named_order, n.wallet_id as named_wallet,
               n.status as named_status, n.payment_reference as named_payment
          from seen s
          cross join window_of w
          left join lateral (select count(*) as orders, min(o.id::text)::uuid as order_id
                               from onramp_order o
                              where o.provider = w.provider and o.payment_reference = s.reference) p on true
          left join lateral (select o.*
                               from onramp_order o
                              where o.provider = w.provider
                                and o.id = case when s.order_reference
                                                  ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'
                                                then s.order_reference::uuid end) n on true
         where s.problem is null and s.state = 'SETTLED'
      ), booked as materialized (
        select p.*, o.wallet_id, o.currency as our_currency, c.scale, l.credits, l.credited, l.refunded, l.refunded_by_then
          from paid p
          join onramp_order o on o.id = p.paid_order
          join currency c on c.code = o.currency
          cross join window_of w
          left join lateral (
            -- What the provider's account gave and took: entries that were reversed do not count.
            select count(distinct e.id) filter (where e.kind = 'ONRAMP_CREDIT') as credits,
                   coalesce(-sum(x.amount) filter (where e.kind = 'ONRAMP_CREDIT'), 0) as credited,
                   coalesce(sum(x.amount) filter (where e.kind = 'ONRAMP_REFUND'), 0) as refunded,
                   coalesce(sum(x.amount) filter (where e.kind = 'ONRAMP_REFUND' and e.recorded_at < w.to_at), 0)
                     as refunded_by_then
              from journal_entry e
              join posting x on x.entry_id = e.id
              join account a on a.id = x.account_id and a.kind = 'external:' || lower(w.provider)
             where e.reference = o.id::text and e.kind in ('ONRAMP_CREDIT', 'ONRAMP_REFUND')
               and not exists (select from journal_entry v where v.reverses = e.id)) l on true
      ), found as (
        select 'RECORD_UNREADABLE' as what, s.reference as subject, null::uuid as wallet_id, s.currency,
               null::text as expected, null::text as actual, 'The provider''s record can''t be read: ' || s.problem as detail
          from seen s
         where s.problem is not null and s.is_due
        union all
        select 'MISSING_HERE', p.reference, p.named_wallet, p.currency, p.said, null,
               case
                 when p.order_reference is null then 'Paid for no order that the provider was told of'
                 when p.named_order is null then 'Paid for ' || left(p.order_reference, 60) || ', which is no order here'
                 when p.named_payment is not null
                   then 'Order ' || p.named_order || ' was credited by another payment, ' || p.named_payment
                 else 'Order ' || p.named_order || ' is ' || p.named_status || '; ' || coalesce(
                   (select 'of its webhooks the last is ' || h.state || coalesce(', because ' || left(h.last_error, 150), '')
                      from webhook_event h
                     where h.provider = lower(w.provider) and h.reference = p.named_order::text
                     order by h.occurred_at desc limit 1), 'no webhook of it ever came')
               end
          from paid p cross join window_of w
         where p.kind = 'PAYMENT' and p.is_due and p.paid_order is null
        union all
        select 'NOT_BOOKED', b.reference, b.wallet_id, b.our_currency, b.said, '0',
               'Order ' || b.paid_order || ' was credited, says the order; there is no entry for it'
          from booked b
         where b.kind = 'PAYMENT' and b.credits = 0
        union all
        select 'CREDITED_TWICE', b.reference, b.wallet_id, b.our_currency, b.said,
               round(b.credited, b.scale)::text,
               case when b.orders > 1 then b.orders || ' orders were credited by this payment'
                    else 'Order ' || b.paid_order || ' has ' || b.credits || ' credits' end
          from booked b
         where b.kind = 'PAYMENT' and (b.credits > 1 or b.orders > 1)
        union all
        select 'CURRENCY_DIFFERS', b.reference, b.wallet_id, null, concat_ws(' ', b.said, b.currency),
               round(b.credited, b.scale) || ' ' || b.our_currency, 'Order ' || b.paid_order || ' was credited in another currency'
          from booked b
         where b.kind = 'PAYMENT' and b.currency <> b.our_currency
        union all
        select 'AMOUNT_DIFFERS', b.reference, b.wallet_id, b.our_currency, b.said,
               round(b.credited, b.scale)::text, 'Order ' || b.paid_order || ' was credited with another amount'
          from booked b
         where b.kind = 'PAYMENT' and b.currency = b.our_currency and b.credits = 1 and b.amount <> b.credited
        union all
        select 'ORDER_DIFFERS', b.reference, b.wallet_id, b.our_currency, b.order_reference, b.paid_order::text,
               'Order ' || b.paid_order || ' was credited by a payment for ' || left(b.order_reference, 60)
          from booked b
         where b.kind = 'PAYMENT' and lower(b.order_reference) <> b.paid_order::text
        union all
        select 'REFUND_DIFFERS', p.reference, coalesce(b.wallet_id, p.named_wallet), p.currency, p.said,
               round(coalesce(b.refunded, 0), coalesce(b.scale, 0))::text,
               case when b.reference is null then 'Paid back there; the payment was never credited here'
                    when b.currency <> b.our_currency then 'Order ' || b.paid_order || ' is of another currency than the refund'
                    when b.refunded < b.amount then 'Less was taken back for order ' || b.paid_order || ' than was paid back'
                    else 'More was taken back for order ' || b.paid_order || ' than was paid back' end
          from paid p
          left join booked b on b.kind = p.kind and b.reference = p.reference
         where p.kind = 'REFUND'
           and (p.is_due and (b.reference is null or b.currency <> b.our_currency or b.refunded < b.amount)
                or b.refunded_by_then > b.amount)
        union all
        select 'MISSING_THERE', o.payment_reference, o.wallet_id, o.currency, null, round(o.credited, c.scale)::text,
               'Order ' || o.id || ' was credited; ' || coalesce(
                 (select case when s.problem is null then 'there, the payment is ' || s.state else 'there, it can''t be read' end
                    from seen s where s.kind = 'PAYMENT' and s.reference = o.payment_reference),
                 'there, the payment is not known')
          from window_of w
          join onramp_order o on o.provider = w.provider and o.completed_at >= w.from_at and o.completed_at < w.to_at
          join currency c on c.code = o.currency
         where o.payment_reference is not null
           and not exists (select from seen s
                            where s.kind = 'PAYMENT' and s.reference = o.payment_reference and s.state = 'SETTLED')
        union all
        select 'REFUND_DIFFERS', o.payment_reference, o.wallet_id, o.currency, '0',
               round(o.refunded, c.scale)::text,
               'Order ' || o.id || ' was paid back here; there, no refund of the payment is known'
          from window_of w
          join onramp_order o on o.provider = w.provider and o.refunded > 0
          join currency c on c.code = o.currency
         where o.id in (select case when e.reference ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
                                    then e.reference::uuid end
                          from journal_entry e
                         where e.kind = 'ONRAMP_REFUND' and e.recorded_at >= w.from_at and e.recorded_at < w.to_at)
           and not exists (select from seen s where s.kind = 'REFUND' and s.reference = o.payment_reference)
      )
      select f.*
        from (select f.*, row_number() over (partition by f.what order by f.subject) as number
                from (select f.*, lower(w.provider) || ':' || f.subject as full_subject
                        from found f cross join window_of w) f
               where not exists (select from finding j
                                  where j.subject = f.full_subject and j.kind = f.what
                                    and j.expected is not distinct from f.expected
                                    and j.actual is not distinct from f.actual)) f
       where f.number <= ?
       order by f.what, f.subject""";

  private static final String COUNT =
      """
      select (select count(*) from provider_record r where r.run_id = ? and r.provider = ?)
             + (select count(*) from onramp_order o
                 where o.provider = ? and o.completed_at >= ? and o.completed_at < ?)""";

  @Resource(lookup = "java:app/jdbc/dompet")
  private DataSource dataSource;

  @SuppressWarnings("NullAway.Init") // the data source is the container's
  protected Comparison() {}

  /** For use outside a container. */
  Comparison(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * What differs, at most {@value #MOST_OF_A_KIND} of a kind. What an earlier run found, and is
   * still so, is not told again: it waits for a person, or a person has judged it.
   */
  List<Discrepancy> discrepancies(UUID runId, Provider provider, RunProgress.Window window) {
    return Sql.query(
        dataSource,
        COMPARE,
        row ->
            new Discrepancy(
                row.getString("what"),
                row.getString("full_subject"),
                row.getObject("wallet_id", UUID.class),
                row.getString("currency"),
                row.getString("expected"),
                row.getString("actual"),
                row.getString("detail")),
        runId,
        provider.name(),
        window.from(),
        window.to(),
        MOST_OF_A_KIND);
  }

  /** How many records and orders were held against each other. */
  long compared(UUID runId, Provider provider, RunProgress.Window window) {
    return Sql.query(
            dataSource,
            COUNT,
            row -> row.getLong(1),
            runId,
            provider.name(),
            provider.name(),
            window.from(),
            window.to())
        .get(0);
  }
}
