-- The checks of V1 cost more than a third of a posting. They promise the same here, with fewer
-- look-ups:
--   * whether postings continue their account is asked once for each account, when its balance and
--     version change (check_balances), no more for each posting; a posting beyond its account's
--     version is still refused at once (check_postings), so none escapes the question;
--   * whether an entry that reverses another names one is asked of reversing entries only.

-- LG002, and LG009: an entry is written in one statement with its postings; what it reverses exists.
create or replace function check_entries() returns trigger language plpgsql
  set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
declare
  bad record;
begin
  select e.id into bad
    from new_entry e
    left join lateral (select p.entry_id from posting p where p.entry_id = e.id limit 1) p on true
   where p.entry_id is null
   limit 1;
  if found then
    raise exception 'journal entry % has no postings', bad.id using errcode = 'LG002';
  end if;
  select e.id, e.reverses into bad
    from new_entry e
    left join lateral (select r.id from journal_entry r where r.id = e.reverses offset 0) r on true
   where e.reverses is not null and r.id is null
   limit 1;
  if found then
    raise exception 'journal entry % reverses %, which does not exist', bad.id, bad.reverses using errcode = 'LG009';
  end if;
  return null;
end $$;

alter table journal_entry drop constraint journal_entry_reverses_fkey;


-- LG003 … LG007: what one statement adds to the postings, in one pass: line by line, then summed.
create or replace function check_postings() returns trigger language plpgsql
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
                         then format('LG006 posting %s does not continue account %s (version %s)', p.sequence, a.id, a.version)
                     end) as fault
            from new_posting p
            left join lateral (select a.id, a.currency, a.status, a.version from account a
                                where a.id = p.account_id offset 0) a on true
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


-- LG006, LG008: from the last posting before the change on, the postings of an account are numbered
-- without a gap, each carries the balance after it, and balance and version are those of the last.
create function check_continuation() returns trigger language plpgsql
  set enable_mergejoin = off set enable_seqscan = off set enable_bitmapscan = off as $$
declare
  bad record;
begin
  select *
    into bad
    from (select line.id, min(line.version) as version, min(line.balance) as balance,
                 coalesce(bool_and(line.balance_after = line.before + line.amount), true)
                   and count(line.sequence) = min(line.version - line.anchor) + 1 as continues,
                 coalesce(max(line.sequence), 0) = min(line.version)
                   and coalesce(max(line.balance_after) filter (where line.sequence = line.version), 0) = min(line.balance)
                   as holds
            from (select n.id, n.version, n.balance, p.sequence, p.amount, p.balance_after,
                         case when p.sequence = 1 then 0
                              else lag(p.balance_after) over (partition by n.id order by p.sequence)
                         end as before,
                         anchor.anchor
                    from old_account o
                    join new_account n on n.id = o.id
                   cross join lateral (select greatest(least(o.version, n.version), 1) as anchor) anchor
                    left join lateral (select q.sequence, q.amount, q.balance_after from posting q
                                        where q.account_id = n.id and q.sequence >= anchor.anchor offset 0) p on true
                   where n.balance <> o.balance or n.version <> o.version) line
           group by line.id) account
   where not holds or not continues
   limit 1;
  if not found then
    return null;
  elsif bad.holds then
    raise exception 'the postings of account % do not continue each other up to version %', bad.id, bad.version
      using errcode = 'LG006';
  else
    raise exception 'balance % and version % of account % are not those of its last posting', bad.balance, bad.version, bad.id
      using errcode = 'LG008';
  end if;
end $$;

drop trigger balance_follows_the_postings on account;
create trigger balance_follows_the_postings after update on account
  referencing old table as old_account new table as new_account
  for each statement execute function check_continuation();
