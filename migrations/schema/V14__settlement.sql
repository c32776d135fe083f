-- What providers say of themselves, and what statements say of them: compared with our books, never
-- booked.

-- A fact as a provider's API told it, kept before anything is made of it. What a later run is told of
-- the same payment replaces it.
create table provider_record (
  provider        text            not null check (provider in ('MOONPAY', 'STRIPE')),
  kind            text            not null check (kind in ('PAYMENT', 'REFUND')),
  reference       text            not null check (length(reference) between 1 and 200),
  order_reference text            check (length(order_reference) between 1 and 200),
  state           text            not null check (state in ('OPEN', 'FAILED', 'SETTLED')),
  currency        text            check (length(currency) between 1 and 20),
  amount          numeric(38, 18) check (amount >= 0),
  problem         text            check (length(problem) between 1 and 200),
  occurred_at     timestamptz     not null,
  first_seen_at   timestamptz     not null,
  last_seen_at    timestamptz     not null,
  run_id          uuid            not null,
  primary key (provider, kind, reference),
  constraint what_is_settled_is_of_a_currency check (state <> 'SETTLED' or problem is not null or currency is not null)
);
comment on table provider_record is 'Payments and refunds as the provider knows them.';
comment on column provider_record.reference is 'The payment: MoonPay''s transaction, Stripe''s payment intent.';
comment on column provider_record.order_reference is 'The order that the provider was told; null if it has none.';
comment on column provider_record.currency is 'Ours if we have it, else the provider''s own code.';
comment on column provider_record.amount is 'Of refunds: all of the payment''s so far. Null: not known, or not countable here.';
comment on column provider_record.problem is 'Why it could not be read.';
comment on column provider_record.occurred_at is 'When it came to be so, at the provider.';
comment on column provider_record.run_id is 'The last run that was told. No foreign key: runs are forgotten before payments are.';
create index provider_record_of_run on provider_record (run_id, provider);
create index provider_record_open on provider_record (provider, occurred_at) where state = 'OPEN';

-- How our side is found: by payment, by the time of the credit, by order.
create index onramp_order_by_payment on onramp_order (provider, payment_reference) where payment_reference is not null;
create index onramp_order_completed on onramp_order (provider, completed_at) where completed_at is not null;
-- In the place of the one for credits alone: it finds them as well.
drop index onramp_credit_of_order;
create index onramp_entry_by_order on journal_entry (reference) where kind in ('ONRAMP_CREDIT', 'ONRAMP_REFUND');
create index onramp_refund_by_time on journal_entry (recorded_at) where kind = 'ONRAMP_REFUND';

-- What was found before, and is still so, is not told again.
create index finding_of_subject on finding (subject, kind);

-- An uploaded statement: kept as it came, line by line, then matched by a run.
create table statement (
  id           uuid        primary key,
  provider     text        not null check (provider in ('MOONPAY', 'STRIPE')),
  sha256       bytea       not null check (length(sha256) = 32),
  period_from  timestamptz not null,
  period_to    timestamptz not null,
  lines        int         not null check (lines > 0),
  uploaded_by  uuid        not null references app_user,
  uploaded_at  timestamptz not null,
  state        text        not null default 'RECEIVED' check (state in ('RECEIVED', 'MATCHED')),
  run_id       uuid,
  matched_at   timestamptz,
  matched      int         check (matched >= 0),
  unmatched    int         check (unmatched >= 0),
  missing      int         check (missing >= 0),
  constraint the_period_has_an_order check (period_from < period_to),
  constraint one_file_once unique (provider, sha256),
  constraint matched_by_a_run check (num_nonnulls(run_id, matched_at, matched, unmatched, missing)
                                     = case state when 'MATCHED' then 5 else 0 end)
);
comment on column statement.sha256 is 'Of the file: the same file again is the same statement.';
comment on column statement.period_to is 'The first moment after it.';
comment on column statement.matched is 'Lines that have their entries here; unmatched, those that have not.';
comment on column statement.missing is 'Entries of the period that the statement does not have.';
create index statement_to_match on statement (id) where state = 'RECEIVED';

create table statement_line (
  statement_id uuid            not null references statement,
  line         int             not null check (line > 1),
  reference    text            check (length(reference) between 1 and 200),
  currency     text            not null references currency,
  amount       numeric(38, 18) not null check (amount <> 0),
  occurred_at  timestamptz     not null,
  whole_day    boolean         not null,
  description  text            check (length(description) between 1 and 200),
  primary key (statement_id, line)
);
comment on column statement_line.line is 'In the file; the first is the header.';
comment on column statement_line.amount is 'More than zero: money that came in. Less: paid back.';
comment on column statement_line.whole_day is 'The statement says the day alone; occurred_at is its start.';

-- Which lines are which entries: one with one, one with many, or many with one.
create table statement_match (
  statement_id uuid            not null references statement,
  number       int             not null check (number > 0),
  lines        int[]           not null check (cardinality(lines) > 0),
  entries      uuid[]          not null check (cardinality(entries) > 0),
  currency     text            not null references currency,
  amount       numeric(38, 18) not null,
  rule         text            not null check (rule in ('REFERENCE', 'AMOUNT_AND_TIME', 'SUM_AND_TIME')),
  reason       text            not null check (length(reason) between 1 and 300),
  primary key (statement_id, number),
  constraint never_many_with_many check (cardinality(lines) = 1 or cardinality(entries) = 1)
);

create index statement_match_of_entry on statement_match using gin (entries);

create trigger statement_line_is_append_only before update or delete or truncate on statement_line
  for each statement execute function refuse_change();
create trigger statement_match_is_append_only before update or delete or truncate on statement_match
  for each statement execute function refuse_change();

-- ST001: a statement is matched once.
create function refuse_second_match() returns trigger language plpgsql as $$
begin
  if old.state = 'MATCHED' then
    raise exception 'statement % is matched', old.id using errcode = 'ST001';
  end if;
  return new;
end $$;
create trigger a_statement_is_matched_once before update on statement
  for each row execute function refuse_second_match();

alter table alert drop constraint alert_type_check;
alter table alert add constraint alert_type_check check (type in ('BALANCE_MISMATCH', 'WEBHOOK_FAILURE', 'JOB_CRASH',
                                                                  'CREDIT_SPIKE', 'REFUND_SHORTFALL', 'PROVIDER_MISMATCH'));

grant select, insert on provider_record, statement, statement_line, statement_match to dompet_app;
grant update (order_reference, state, currency, amount, problem, occurred_at, last_seen_at, run_id)
  on provider_record to dompet_app;
grant update (state, run_id, matched_at, matched, unmatched, missing) on statement to dompet_app;
