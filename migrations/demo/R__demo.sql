-- Three people to try Dompet with: their wallets, and opening balances booked as journal entries
-- from the bank. Only ./dompet start --demo runs this. It adds what is missing, and nothing twice.
do $$
declare
  person  record;
  opening record;
  now     timestamptz := clock_timestamp();
  bank    account;
  money   uuid;
  entry   uuid;
begin
  for person in
    select * from (values
      (1001, 'somchai', 'Somchai Jaidee', 'th'),
      (1002, 'siti', 'Siti Rahayu', 'id'),
      (1003, 'alex', 'Alex Walker', 'en')) as p (telegram_id, username, name, language)
  loop
    insert into app_user (id, telegram_id, username, display_name, language, created_at)
    values (gen_random_uuid(), person.telegram_id, person.username, person.name, person.language, now)
    on conflict do nothing;

    for opening in
      select u.id as user_id, w.currency, w.amount
        from app_user u
       cross join (values ('THB', 10000.00), ('USD', 500.00), ('USDT', 250.00)) as w (currency, amount)
       where u.telegram_id = person.telegram_id
         and not exists (select from wallet have where have.user_id = u.id and have.currency = w.currency)
    loop
      money := gen_random_uuid();
      entry := uuidv7();
      with held as (
        insert into account (id, currency, kind, opened_at)
        values (money, opening.currency, 'available', now), (gen_random_uuid(), opening.currency, 'held', now)
        returning id, kind)
      insert into wallet (id, user_id, currency, available_account, held_account, opened_at)
      select gen_random_uuid(), opening.user_id, opening.currency, money, held.id, now
        from held where held.kind = 'held';

      select * into bank from account a
       where a.kind = 'external:bank' and a.currency = opening.currency for no key update;
      with booked as (
        insert into journal_entry
               (id, idempotency_key, request_hash, kind, description, effective_at, recorded_at, actor)
        values (entry, 'demo:' || opening.currency || ':' || opening.user_id || ':opening',
                sha256(convert_to('demo ' || opening.amount, 'UTF8')), 'OPENING', 'Opening balance',
                now, greatest(now, bank.last_posted_at), 'system:demo')
      ), lines as (
        insert into posting (account_id, sequence, entry_id, amount, balance_after)
        values (money, 1, entry, opening.amount, opening.amount),
               (bank.id, bank.version + 1, entry, -opening.amount, bank.balance - opening.amount)
      )
      update account a
         set balance = c.balance, version = c.version, last_posted_at = greatest(now, bank.last_posted_at)
        from (values (money, opening.amount, 1),
                     (bank.id, bank.balance - opening.amount, bank.version + 1)) as c (id, balance, version)
       where a.id = c.id;
    end loop;
  end loop;
end $$;

-- The demo plays its providers itself: there is nobody to ask what they know.
insert into job_control (job, paused, changed_at, changed_by)
values ('provider-reconciliation', true, now(), 'demo')
on conflict (job) do nothing;
