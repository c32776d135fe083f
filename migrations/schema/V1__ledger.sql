-- The ledger: double entry, append-only, and the only truth about money.
--
-- The application reads and adds; it cannot change or remove what is booked (grants at the end).
-- What the application promises is checked here once more, statement by statement:
--   * an entry sums to zero in each currency, and is written together with its postings;
--   * the postings of an account are numbered 1, 2, 3 … without a gap, and each carries the
--     balance after it;
--   * the balance of an account is the balance after its last posting, never below its minimum;
--   * frozen and closed accounts take no postings.
-- The errors raised here have SQLSTATE class LG, one code for each rule.

create table currency (
  code  text     primary key check (code ~ '^[A-Z]{3,8}$'),
  scale smallint not null check (scale between 0 and 18)
);
comment on table currency is 'What money can be counted in; scale = digits after the decimal point.';

create table account (
  id              uuid            primary key,
  currency        text            not null references currency,
  kind            text            not null check (kind ~ '^[a-z]+(:[a-z]+)?$'),
  status          text            not null default 'OPEN' check (status in ('OPEN', 'FROZEN', 'CLOSED')),
  minimum_balance numeric(38, 18) default 0,
  balance         numeric(38, 18) not null default 0,
  version         bigint          not null default 0 check (version >= 0),
  last_posted_at  timestamptz,
  opened_at       timestamptz     not null,
  constraint account_balance_not_below_minimum check (balance >= minimum_balance),
  constraint closed_account_is_empty check (status <> 'CLOSED' or balance = 0)
) with (fillfactor = 70);
comment on column account.kind is 'available | held (of a wallet), else a platform account: external:bank, fees, suspense …';
comment on column account.minimum_balance is 'null = unbounded: accounts that stand for the world outside.';
comment on column account.balance is 'A cache of the postings: balance_after of the last one.';
comment on column account.version is 'The number of postings, and the sequence of the last one.';
comment on column account.last_posted_at is 'recorded_at never goes back within an account, whatever the clocks of several nodes say.';

create unique index platform_account_is_one_per_currency
  on account (kind, currency) where kind not in ('available', 'held');

create table journal_entry (
  id              uuid        primary key,
  idempotency_key text        not null unique check (length(idempotency_key) between 1 and 300),
  request_hash    bytea       not null check (length(request_hash) = 32),
  kind            text        not null check (kind ~ '^[A-Z_]+$' and length(kind) <= 40),
  reference       text,
  description     text,
  metadata        jsonb,
  effective_at    timestamptz not null,
  recorded_at     timestamptz not null,
  actor           text        not null,
  reverses        uuid        references journal_entry
);
create unique index an_entry_is_reversed_once on journal_entry (reverses) where reverses is not null;
comment on column journal_entry.request_hash is 'SHA-256 of what was asked: the same key with another request is refused.';
comment on column journal_entry.effective_at is 'When it happened in the world; recorded_at is when we booked it.';
comment on column journal_entry.reverses is 'The entry that this one undoes.';

-- No foreign keys here: check_postings() verifies both ends for all rows of a statement at once,
-- and neither entries nor accounts can ever be deleted.
create table posting (
  account_id    uuid            not null,
  sequence      bigint          not null check (sequence > 0),
  entry_id      uuid            not null,
  amount        numeric(38, 18) not null check (amount <> 0),
  balance_after numeric(38, 18) not null,
  primary key (account_id, sequence)
);
create index posting_of_entry on posting (entry_id);

create table hold (
  id                uuid            primary key,
  idempotency_key   text            not null unique,
  available_account uuid            not null references account,
  held_account      uuid            not null references account,
  amount            numeric(38, 18) not null check (amount > 0),
  captured          numeric(38, 18) not null default 0 check (captured >= 0),
  released          numeric(38, 18) not null default 0 check (released >= 0),
  status            text            not null check (status in ('ACTIVE', 'CAPTURED', 'RELEASED', 'EXPIRED')),
  reference         text,
  placed_at         timestamptz     not null,
  expires_at        timestamptz     not null check (expires_at > placed_at),
  constraint hold_is_never_overspent check (captured + released <= amount),
  constraint only_an_active_hold_has_a_remainder check ((status = 'ACTIVE') = (captured + released < amount))
);
comment on table hold is 'Money set aside: a posting from available to held, captured in parts or released later.';
create index hold_to_expire on hold (expires_at, id) where status = 'ACTIVE';
create index hold_of_account on hold (held_account) where status = 'ACTIVE';


-- LG001: the books are only added to.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % refused', tg_table_name, tg_op
    using errcode = 'LG001', hint = 'Correct a mistake with a reversing entry.';
end $$;

create trigger journal_entry_is_append_only before update or delete or truncate on journal_entry
  for each statement execute function refuse_change();
create trigger posting_is_append_only before update or delete or truncate on posting
  for each statement execute function refuse_change();
create trigger account_is_never_deleted before delete or truncate on account
  for each statement execute function refuse_change();


-- How the checks below look things up: `lateral (… offset 0)` and the planner settings pin one
-- index look-up for each new row. What a check costs depends on the size of the statement it
-- checks, never on the size of the books, even when its plan is older than most of their rows.

-- LG002: an entry is written in one statement with its postings.
create function check_entries() returns trigger language plpgsql
  set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
declare
  empty uuid;
begin
  select e.id into empty
    from new_entry e
    left join lateral (select p.entry_id from posting p where p.entry_id = e.id limit 1) p on true
   where p.entry_id is null
   limit 1;
  if found then
    raise exception 'journal entry % has no postings', empty using errcode = 'LG002';
  end if;
  return null;
end $$;

create trigger entry_comes_with_its_postings after insert on journal_entry
  referencing new table as new_entry for each statement execute function check_entries();


-- LG003 … LG007: what one statement adds to the postings, in one pass: line by line, then summed.
create function check_postings() returns trigger language plpgsql
  set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
declare
  bad record;
begin
  select total.*, e.id is null as stray
    into bad
    from (select p.entry_id, a.currency, sum(p.amount) as rest,
                 min(case
                       when a.id is null
                         then format('LG003 posting to unknown account %s', p.account_id)
                       when a.status <> 'OPEN'
                         then format('LG004 account %s is %s', a.id, a.status)
                       when min_scale(p.amount) > c.scale
                         then format('LG005 posting %s of account %s: %s has too many digits', p.sequence, a.id, p.amount)
                       when a.version < p.sequence
                         or (p.sequence > 1 and before.balance_after is null)
                         or p.balance_after <> coalesce(before.balance_after, 0) + p.amount
                         then format('LG006 posting %s does not continue account %s (version %s)', p.sequence, a.id, a.version)
                     end) as fault
            from new_posting p
            left join lateral (select a.id, a.currency, a.status, a.version from account a
                                where a.id = p.account_id offset 0) a on true
            left join lateral (select b.balance_after from posting b
                                where b.account_id = p.account_id and b.sequence = p.sequence - 1 offset 0) before on true
            left join currency c on c.code = a.currency
           group by p.entry_id, a.currency) total
    left join lateral (select e.id from journal_entry e
                        where e.id = total.entry_id and e.xmin = pg_current_xact_id()::xid offset 0) e on true
   where e.id is null or total.fault is not null or total.rest <> 0
   order by e.id is not null, total.fault
   limit 1;
  if not found then
    return null;
  elsif bad.stray then
    raise exception 'posting to entry %, which is not of this transaction', bad.entry_id using errcode = 'LG003';
  elsif bad.fault is not null then
    raise exception using errcode = left(bad.fault, 5), message = substr(bad.fault, 7);
  else
    raise exception 'entry % is out of balance by % %', bad.entry_id, bad.rest, bad.currency using errcode = 'LG007';
  end if;
end $$;

create trigger postings_keep_the_books after insert on posting
  referencing new table as new_posting for each statement execute function check_postings();


-- LG008: balance and version say what the last posting says.
create function check_balances() returns trigger language plpgsql
  set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
declare
  bad record;
begin
  select a.id, a.version, a.balance
    into bad
    from changed_account a
   cross join lateral (select count(*) as lines, min(p.sequence) as sequence, min(p.balance_after) as balance
                         from posting p where p.account_id = a.id and p.sequence >= a.version) last
   where last.lines > 1
      or a.version <> coalesce(last.sequence, 0)
      or a.balance <> coalesce(last.balance, 0)
   limit 1;
  if found then
    raise exception 'balance % and version % of account % are not those of its last posting', bad.balance, bad.version, bad.id
      using errcode = 'LG008';
  end if;
  return null;
end $$;

create trigger balance_is_opened_at_zero after insert on account
  referencing new table as changed_account for each statement execute function check_balances();
create trigger balance_follows_the_postings after update on account
  referencing new table as changed_account for each statement execute function check_balances();


-- The last posting of an account not after a moment; 0 if there is none. Postings are gapless and
-- never go back in time, so it is found by bisection, in about log2(n) index look-ups.
create function sequence_at(account uuid, moment timestamptz) returns bigint language plpgsql stable as $$
declare
  low    bigint := 0;
  high   bigint;
  middle bigint;
  booked timestamptz;
begin
  select version into high from account a where a.id = sequence_at.account;
  while low < high loop
    middle := (low + high + 1) / 2;
    select e.recorded_at into booked from posting p join journal_entry e on e.id = p.entry_id
     where p.account_id = sequence_at.account and p.sequence = middle;
    if booked <= moment then low := middle; else high := middle - 1; end if;
  end loop;
  return low;
end $$;

-- The balance of an account as it was booked up to and including a moment.
create function balance_at(account uuid, moment timestamptz) returns numeric language sql stable as $$
  select coalesce((select p.balance_after from posting p
                    where p.account_id = balance_at.account
                      and p.sequence = sequence_at(balance_at.account, moment)), 0)
$$;


-- The application adds to the books; it owns nothing.
grant select on currency to dompet_app;
grant select, insert on account, journal_entry, posting to dompet_app;
grant update (status, minimum_balance, balance, version, last_posted_at) on account to dompet_app;
grant select, insert on hold to dompet_app;
grant update (captured, released, status) on hold to dompet_app;
-- It may see which migrations ran: the readiness probe asks.
grant select on flyway_schema_history to dompet_app;
