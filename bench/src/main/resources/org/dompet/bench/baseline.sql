-- What the ledger is compared with: the leanest posting function one would write by hand. It is
-- idempotent by key, locks both accounts in one order and keeps the history; it checks nothing else.
create schema baseline;

create table baseline.account (
  id      uuid            primary key,
  balance numeric(38, 18) not null check (balance >= 0),
  version bigint          not null default 0
) with (fillfactor = 70);

create table baseline.entry (
  id          uuid        primary key,
  key         text        not null unique,
  recorded_at timestamptz not null
);

create table baseline.posting (
  account_id    uuid            not null,
  sequence      bigint          not null,
  entry_id      uuid            not null,
  amount        numeric(38, 18) not null,
  balance_after numeric(38, 18) not null,
  primary key (account_id, sequence)
);

create function baseline.transfer(entry uuid, entry_key text, sender uuid, receiver uuid, moved numeric)
returns boolean language plpgsql as $$
declare
  after record;
begin
  insert into baseline.entry values (entry, entry_key, now()) on conflict (key) do nothing;
  if not found then
    return false;
  end if;
  perform from baseline.account where id in (sender, receiver) order by id for no key update;
  update baseline.account set balance = balance - moved, version = version + 1
   where id = sender returning version, balance into after;
  insert into baseline.posting values (sender, after.version, entry, -moved, after.balance);
  update baseline.account set balance = balance + moved, version = version + 1
   where id = receiver returning version, balance into after;
  insert into baseline.posting values (receiver, after.version, entry, moved, after.balance);
  return true;
end $$;

grant usage on schema baseline to dompet_app;
grant select, insert, update on all tables in schema baseline to dompet_app;
