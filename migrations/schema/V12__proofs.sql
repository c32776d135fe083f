-- The proofs of the books: what a reconciliation asks of the database. They read, and change nothing.
--
-- Each takes the ids it is to look at (from lower to upper, both included) and answers in one row: how
-- many things it looked at and how many rows it read for that, what it found, and, if that was more
-- than `most`, the id up to which it looked. All of an answer comes from the snapshot of the statement
-- that asks (the functions are stable), so that a posting under way is seen as a whole or not at all.
--
-- Each looks twice: at everything, with aggregates that need little; then, closely, at what those leave
-- suspect. One backend, no parallel workers: a proof runs beside the business.

create type discrepancy as (
  kind      text,
  subject   text,
  wallet_id uuid,
  currency  text,
  expected  text,
  actual    text,
  detail    text
);
comment on type discrepancy is 'What a row of "finding" says was found.';

create type proof as (
  checked   bigint,
  rows_read bigint,
  upto      uuid,
  found     discrepancy[]
);
comment on type proof is 'checked: things looked at. upto: null if all; else the last that was looked at.';

-- An amount with the digits of its currency; with all it has, if those are more.
create function decimal_text(amount numeric, currency text) returns text language sql stable as $$
  select case when min_scale($1) <= c.scale then round($1, c.scale) else trim_scale($1) end::text
    from (select 1) one left join currency c on c.code = $2
$$;

-- Where an account stands after a posting, as 64 bits that nobody can foresee who does not know the seed.
create function standing(sequence bigint, balance numeric, seed bigint) returns bigint
  language sql immutable parallel safe as $$
  select hash_numeric_extended(balance, hashint8extended(sequence, seed))
$$;


-- Accounts: version = number of postings; postings numbered 1, 2, 3 …; each balance_after = the one
-- before + amount; balance = their sum; what active holds have left = balance of the held account.
--
-- A posting leads from one standing (sequence - 1, balance_after - amount) to the next (sequence,
-- balance_after). All standings of an account on one heap, by exclusive or, cancel each other in pairs
-- but for the first and the last, if and only if each posting begins where the one before ended: a sum
-- of 8 bytes for each account that needs no order. It misses a fault once in 2^64 times, and the seed
-- differs from one time to the next.
create function prove_accounts(lower uuid, upper uuid, seed bigint, most int) returns proof
  language plpgsql stable
  set work_mem = '64MB' set jit = off set max_parallel_workers_per_gather = 0
  set plan_cache_mode = force_custom_plan as $$
declare
  answer   proof;
  suspects uuid[];
begin
  select count(a.id), coalesce(sum(p.lines), 0),
         array_agg(coalesce(a.id, p.account_id))
           filter (where a.id is null
                      or coalesce(p.chain, 0) <> standing(a.version, a.balance, seed) # standing(0, 0, seed)
                      or a.kind = 'held' and a.balance <> coalesce(h.remaining, 0))
    into answer.checked, answer.rows_read, suspects
    from (select * from account where id between lower and upper) a
    full join (select account_id, count(*) as lines,
                      bit_xor(standing(sequence, balance_after, seed)
                              # standing(sequence - 1, balance_after - amount, seed)) as chain
                 from posting where account_id between lower and upper
                group by account_id) p on p.account_id = a.id
    left join (select held_account, sum(amount - captured - released) as remaining
                 from hold where status = 'ACTIVE' and held_account between lower and upper
                group by held_account) h on h.held_account = a.id;

  if cardinality(suspects) > most then
    suspects := array(select id from unnest(suspects) as s (id) order by id limit most);
    answer.upto := suspects[most];
    answer.checked := (select count(*) from account where id between lower and answer.upto);
  end if;
  if suspects is not null then
    answer.found := array(select d from unnest(suspects) as s (id), account_discrepancies(s.id) as d);
  end if;
  return answer;
end $$;

-- What exactly is wrong with an account; nothing, if nothing is.
create function account_discrepancies(account uuid) returns setof discrepancy
  language sql stable set jit = off set max_parallel_workers_per_gather = 0 as $$
  with line as materialized (
    select p.sequence, p.entry_id, p.balance_after,
           lag(p.sequence, 1, 0::bigint) over w as previous,
           lag(p.balance_after, 1, 0.0) over w + p.amount as continued,
           p.amount
      from posting p where p.account_id = $1
    window w as (order by p.sequence)
  ), gap as (
    select * from line where sequence <> previous + 1 order by sequence limit 1
  ), broken as (
    select * from line where sequence = previous + 1 and balance_after <> continued order by sequence limit 1
  ), total as (
    select count(*) as lines, coalesce(max(sequence), 0) as last, coalesce(sum(amount), 0) as amount from line
  ), a as (
    select $1 as id, a.id is not null as exists, a.currency, a.kind, a.balance, a.version, w.id as wallet_id,
           'account ' || $1 || coalesce(' (' || a.kind || ' ' || a.currency || ')', '') as name
      from (select 1) one
      left join account a on a.id = $1
      left join wallet w on w.available_account = $1 or w.held_account = $1
  ), held as (
    select coalesce(sum(amount - captured - released), 0) as amount
      from hold where status = 'ACTIVE' and held_account = $1
  )
  select ('ACCOUNT_MISSING', 'account:' || a.id, a.wallet_id, null, 'an account', 'none',
          format('There is no %s, but %s postings of it', a.name, total.lines))::discrepancy
    from a, total where not a.exists and total.lines > 0
  union all
  select ('SEQUENCE_GAP', 'account:' || a.id, a.wallet_id, a.currency, (gap.previous + 1)::text, gap.sequence::text,
          format('In %s posting %s follows posting %s: %s missing', a.name, gap.sequence, gap.previous,
                 gap.sequence - gap.previous - 1))::discrepancy
    from a, gap
  union all
  select ('BALANCE_AFTER_BROKEN', 'account:' || a.id, a.wallet_id, a.currency,
          decimal_text(broken.continued, a.currency), decimal_text(broken.balance_after, a.currency),
          format('In %s posting %s (%s, of entry %s) does not continue the one before', a.name, broken.sequence,
                 decimal_text(broken.amount, a.currency), broken.entry_id))::discrepancy
    from a, broken
  union all
  select ('VERSION_MISMATCH', 'account:' || a.id, a.wallet_id, a.currency, total.last::text, a.version::text,
          format('The version of %s is %s, its last posting %s', a.name, a.version, total.last))::discrepancy
    from a, total where a.exists and a.version <> total.last
  union all
  select ('BALANCE_MISMATCH', 'account:' || a.id, a.wallet_id, a.currency,
          decimal_text(total.amount, a.currency), decimal_text(a.balance, a.currency),
          format('The balance of %s is %s, its %s postings sum to %s', a.name,
                 decimal_text(a.balance, a.currency), total.lines, decimal_text(total.amount, a.currency)))::discrepancy
    from a, total where a.exists and a.balance <> total.amount
  union all
  select ('HELD_MISMATCH', 'account:' || a.id, a.wallet_id, a.currency,
          decimal_text(held.amount, a.currency), decimal_text(a.balance, a.currency),
          format('The balance of %s is %s, its active holds have %s left', a.name,
                 decimal_text(a.balance, a.currency), decimal_text(held.amount, a.currency)))::discrepancy
    from a, held where a.kind = 'held' and a.balance <> held.amount
$$;


-- Entries: zero in each currency; at least two postings; every posting has its entry.
--
-- First each entry must sum to zero over all currencies: through the index on the postings of an entry,
-- which is the order they were written in, groups come one after the other. That is all, where one
-- currency is in use. Else every currency but the main one must be zero in each entry: each entry weighs
-- its amounts with a random number of its own, and if what all entries of the range sum to, weighed, is
-- zero, then but once in 2^40 times each of them is. The main currency is then what remains of zero.
-- Whether two sets of ids are the same, their count and the exclusive or of their hashes say.
create function prove_entries(lower uuid, upper uuid, seed bigint, most int) returns proof
  language plpgsql stable
  set work_mem = '64MB' set jit = off set max_parallel_workers_per_gather = 0
  set plan_cache_mode = force_custom_plan as $$
declare
  answer   proof;
  sums     record;
  existing bigint;
  suspects uuid[];
  others   uuid[];
begin
  select * into sums from entry_sums(lower, upper, seed);
  answer.rows_read := sums.lines;
  suspects := sums.suspects;

  if exists (select from (select a.currency, sum(amount * (uuid_hash_extended(p.entry_id, seed) >> 24)) as rest
                            from posting p
                            join account a on a.id = p.account_id
                           where p.entry_id between lower and upper and (a.version > 0 or a.balance <> 0)
                             and a.currency <> (select currency from account where version > 0
                                                 group by currency order by sum(version) desc, currency limit 1)
                           group by a.currency) minor
              where rest <> 0) then
    select suspects || array_agg(e.entry_id) into suspects
      from (select p.entry_id
              from posting p join account a on a.id = p.account_id
             where p.entry_id between lower and upper
             group by p.entry_id, a.currency having sum(p.amount) <> 0) e;
  end if;

  select count(*), bit_xor(uuid_hash_extended(id, seed)) into answer.checked, existing
    from journal_entry where id between lower and upper;
  if (sums.entries, sums.booked) is distinct from (answer.checked, existing) then
    select array_agg(coalesce(e.id, p.entry_id)) into others
      from (select id from journal_entry where id between lower and upper) e
      full join (select entry_id from posting where entry_id between lower and upper group by entry_id) p
        on p.entry_id = e.id
     where e.id is null or p.entry_id is null;
    suspects := suspects || others;
  end if;
  if suspects is null then
    return answer;
  end if;

  select array_agg(d.found order by d.id) into answer.found
    from (select s.id, d as found
            from (select distinct id from unnest(suspects) as s (id)) s, entry_discrepancies(s.id) as d
           order by s.id limit most) d;
  if cardinality(answer.found) = most then
    answer.upto := substr((answer.found[most]).subject, 7)::uuid;
    answer.checked := (select count(*) from journal_entry where id between lower and answer.upto);
  end if;
  return answer;
end $$;

-- The entries that postings name, in one pass through the index, without a table of them.
create function entry_sums(lower uuid, upper uuid, seed bigint,
                           out entries bigint, out lines bigint, out booked bigint, out suspects uuid[])
  language sql stable
  set jit = off set max_parallel_workers_per_gather = 0 set plan_cache_mode = force_custom_plan
  set enable_hashagg = off set enable_sort = off set enable_seqscan = off set enable_bitmapscan = off as $$
  select count(*), coalesce(sum(e.lines), 0)::bigint, bit_xor(uuid_hash_extended(e.entry_id, seed)),
         array_agg(e.entry_id) filter (where e.rest <> 0)
    from (select entry_id, count(*) as lines, sum(amount) as rest
            from posting where entry_id between lower and upper group by entry_id) e
$$;

-- What exactly is wrong with an entry.
create function entry_discrepancies(entry uuid) returns setof discrepancy
  language sql stable set jit = off set max_parallel_workers_per_gather = 0 as $$
  with rest as (
    select a.currency, count(*) as lines, sum(p.amount) as amount
      from posting p left join account a on a.id = p.account_id
     where p.entry_id = $1 group by a.currency
  ), total as (
    -- A posting of an account that is not there may be of any currency.
    select coalesce(sum(lines), 0) as lines,
           count(*) = count(currency) or sum(amount) <> 0 as currencies_known,
           (array_agg(currency order by currency) filter (where amount <> 0))[1] as currency,
           (array_agg(amount order by currency) filter (where amount <> 0))[1] as amount,
           string_agg(decimal_text(amount, currency) || ' ' || coalesce(currency, '?'), ', ' order by currency)
             filter (where amount <> 0) as rests
      from rest
  )
  select (fault.kind, 'entry:' || $1, null, fault.currency, fault.expected, fault.actual, left(fault.detail, 500))::discrepancy
    from total
    left join journal_entry e on e.id = $1
   cross join lateral (
     select 'ENTRY_MISSING', null, 'an entry', 'none',
            format('There is no entry %s, but %s of its postings', $1, total.lines)
      where e.id is null and total.lines > 0
     union all
     select 'ENTRY_INCOMPLETE', null, '2 postings', total.lines::text,
            format('Entry %s (%s) has fewer than two postings: %s', $1, e.kind, total.lines)
      where e.id is not null and total.lines < 2
     union all
     select 'ENTRY_UNBALANCED', total.currency, decimal_text(0, total.currency),
            decimal_text(total.amount, total.currency),
            format('Entry %s (%s) is out of balance by %s', $1, e.kind, total.rests)
      where total.lines >= 2 and total.rests is not null and total.currencies_known
   ) as fault (kind, currency, expected, actual, detail)
$$;

-- The entries that touched the accounts of wallets, each by itself: for a look at a few wallets.
create function prove_entries_of_wallets(lower uuid, upper uuid, seed bigint, most int) returns proof
  language sql stable set jit = off set max_parallel_workers_per_gather = 0 as $$
  with touched as materialized (
    select distinct p.entry_id as id
      from wallet w join posting p on p.account_id in (w.available_account, w.held_account)
     where w.id between lower and upper
  )
  select count(*), 2 * count(*), null::uuid,
         (select array_agg(f.found)
            from (select d as found from touched t, entry_discrepancies(t.id) as d order by t.id limit most) f)
    from touched
$$;


-- Currencies: all accounts together have nothing. The ids given count for nothing.
create function prove_currencies(lower uuid, upper uuid, seed bigint, most int) returns proof
  language sql stable set jit = off set max_parallel_workers_per_gather = 0 as $$
  with total as (
    select currency, count(*) as accounts, sum(balance) as rest from account group by currency
  )
  select count(*), coalesce(sum(accounts), 0)::bigint, null::uuid,
         array_agg(('CURRENCY_UNBALANCED', 'currency:' || currency, null, currency, decimal_text(0, currency),
                    decimal_text(rest, currency),
                    format('All %s accounts in %s together have %s, which should be zero', accounts, currency,
                           decimal_text(rest, currency)))::discrepancy)
           filter (where rest <> 0)
    from total
$$;


-- Wallets: both accounts are there, of the right kind and currency. Active holds: each set aside what
-- it says.
create function prove_wallets(lower uuid, upper uuid, seed bigint, most int) returns proof
  language plpgsql stable
  set work_mem = '64MB' set jit = off set max_parallel_workers_per_gather = 0
  set plan_cache_mode = force_custom_plan as $$
declare
  answer proof;
  wrong  record;
begin
  select count(*), 3 * count(*) into answer.checked, answer.rows_read from wallet where id between lower and upper;
  for wrong in
    select f.id, f.found
      from (select w.id,
                   ('ACCOUNT_MISSING', 'wallet:' || w.id, w.id, w.currency, side.kind || ' account',
                    'none', format('Wallet %s has no %s account: %s is not there', w.id, side.kind, side.account))::discrepancy as found
              from wallet w
             cross join lateral (values ('available', w.available_account), ('held', w.held_account)) as side (kind, account)
              left join account a on a.id = side.account
             where w.id between lower and upper and a.id is null
            union all
            select w.id,
                   ('WALLET_MISMATCH', 'wallet:' || w.id, w.id, w.currency, side.kind || ' ' || w.currency,
                    a.kind || ' ' || a.currency,
                    format('The %s account of wallet %s in %s is %s %s', side.kind, w.id, w.currency, a.kind, a.currency))::discrepancy
              from wallet w
             cross join lateral (values ('available', w.available_account), ('held', w.held_account)) as side (kind, account)
              join account a on a.id = side.account
             where w.id between lower and upper and (a.kind, a.currency) <> (side.kind, w.currency)
            union all
            select w.id,
                   ('HOLD_MISMATCH', 'hold:' || h.id, w.id, w.currency, decimal_text(coalesce(booked.amount, 0), w.currency),
                    decimal_text(h.amount, w.currency),
                    format('Hold %s says %s, its entry set %s aside', h.id, decimal_text(h.amount, w.currency),
                           decimal_text(coalesce(booked.amount, 0), w.currency)))::discrepancy
              from hold h
              join wallet w on w.held_account = h.held_account
              left join lateral (select sum(p.amount) as amount
                                   from journal_entry e join posting p on p.entry_id = e.id
                                  where e.idempotency_key = h.idempotency_key and p.account_id = h.held_account) booked on true
             where h.status = 'ACTIVE' and w.id between lower and upper
               and h.amount is distinct from booked.amount) f
     order by f.id limit most
  loop
    answer.found := answer.found || wrong.found;
    if cardinality(answer.found) = most then
      answer.upto := wrong.id;
      answer.checked := (select count(*) from wallet where id between lower and answer.upto);
    end if;
  end loop;
  return answer;
end $$;


-- Credits from outside: one for each order, one order for each payment; a credit that was reversed is
-- none. The ids given count for nothing.
create index onramp_credit_of_order on journal_entry (reference) where kind = 'ONRAMP_CREDIT';

create function prove_credits(lower uuid, upper uuid, seed bigint, most int) returns proof
  language sql stable
  set work_mem = '64MB' set jit = off set max_parallel_workers_per_gather = 0 as $$
  with twice as materialized (
    select reference from journal_entry
     where kind = 'ONRAMP_CREDIT' and reference is not null
     group by reference having count(*) > 1
  ), credit as (
    select t.reference, count(*) as credits, min(w.id::text)::uuid as wallet_id, min(w.currency) as currency,
           sum(p.amount) as amount, (array_agg(p.amount order by e.id))[1] as first
      from twice t
      join journal_entry e on e.kind = 'ONRAMP_CREDIT' and e.reference = t.reference
       and not exists (select from journal_entry r where r.reverses = e.id)
      join posting p on p.entry_id = e.id
      join wallet w on w.available_account = p.account_id
     group by t.reference having count(*) > 1
  ), payment as (
    select provider, payment_reference, count(*) as orders, min(wallet_id::text)::uuid as wallet_id,
           min(currency) as currency, sum(credited) as amount, (array_agg(credited order by id))[1] as first
      from onramp_order where credited is not null and payment_reference is not null
     group by provider, payment_reference having count(*) > 1
  ), found as (
    select ('DOUBLE_CREDIT', 'order:' || left(reference, 190), wallet_id, currency, decimal_text(first, currency),
            decimal_text(amount, currency),
            format('Order %s was credited %s times', left(reference, 190), credits))::discrepancy as d from credit
    union all
    select ('DOUBLE_CREDIT', lower(provider) || ':' || left(payment_reference, 180), wallet_id, currency,
            decimal_text(first, currency), decimal_text(amount, currency),
            format('Payment %s of %s was credited to %s orders', left(payment_reference, 180), lower(provider), orders))::discrepancy
      from payment
  )
  select (select count(*) from journal_entry where kind = 'ONRAMP_CREDIT'),
         (select count(*) from journal_entry where kind = 'ONRAMP_CREDIT'),
         null::uuid,
         (select array_agg(d) from (select d from found limit most) f)
$$;
