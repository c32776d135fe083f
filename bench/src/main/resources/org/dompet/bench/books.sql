-- Books of any size, written behind the triggers: %1$s postings of transfers between the wallets of
-- %2$s people, in the order that they would have been booked in.
set session_replication_role = replica;
set search_path = dompet;
set work_mem = '256MB';
set maintenance_work_mem = '256MB';
set synchronous_commit = off;

insert into app_user (id, email, password_hash, display_name, created_at)
select gen_random_uuid(), i || '@dompet.test', 'x', 'Person ' || i, now() from generate_series(1, %2$s) i;
create temp table person as
  select row_number() over () as n, id as user_id, gen_random_uuid() as wallet,
         gen_random_uuid() as available, gen_random_uuid() as held
    from app_user;
insert into account (id, currency, kind, minimum_balance, opened_at)
select available, 'THB', 'available', null, now() from person union all select held, 'THB', 'held', 0, now() from person;
insert into wallet (id, user_id, currency, available_account, held_account, opened_at)
select wallet, user_id, 'THB', available, held, now() from person;

create temp table transfer as
  select i, (lpad(to_hex((1760000000000 + i / 5)::bigint), 12, '0') || '7' || substr(md5(i::text), 1, 3)
             || '8' || substr(md5(i::text), 4, 15))::uuid as id,
         1 + (hashint8extended(i, 1) & 2147483647) %% %2$s as from_n,
         1 + (hashint8extended(i, 2) & 2147483647) %% (%2$s - 1) as step,
         1 + (hashint8extended(i, 3) & 2147483647) %% 1000 as amount
    from generate_series(1, %1$s / 2) i;

insert into journal_entry (id, idempotency_key, request_hash, kind, effective_at, recorded_at, actor)
select id, 'bench:' || i, sha256(i::text::bytea), 'TRANSFER', moment, moment, 'bench'
  from (select *, timestamptz '2026-01-01' + i * interval '200us' as moment from transfer) t order by i;

alter table posting drop constraint posting_pkey;
drop index posting_of_entry;
insert into posting (account_id, sequence, entry_id, amount, balance_after)
select account_id, row_number() over w, entry_id, amount, sum(amount) over w
  from (select p.available as account_id, t.id as entry_id, -t.amount as amount, t.i
          from transfer t join person p on p.n = t.from_n
        union all
        select p.available, t.id, t.amount, t.i
          from transfer t join person p on p.n = 1 + (t.from_n - 1 + t.step) %% %2$s) line
window w as (partition by account_id order by i)
 order by i;
alter table posting add primary key (account_id, sequence);
create index posting_of_entry on posting (entry_id);
update account a set balance = p.balance, version = p.version
  from (select account_id, sum(amount) as balance, count(*) as version from posting group by account_id) p
 where p.account_id = a.id;
