-- Corrections: what administrators do to a wallet by hand. Whatever lets money out or makes it is
-- done by two of them above an amount, and the database looks too.

create table correction (
  id              uuid        primary key,
  idempotency_key text        not null unique check (length(idempotency_key) between 1 and 300),
  wallet_id       uuid        not null references wallet,
  kind            text        not null check (kind in ('CREDIT', 'DEBIT', 'FREEZE', 'UNFREEZE')),
  currency        text        not null references currency,
  amount          numeric(38, 18) check (amount > 0),
  reason          text        not null check (length(reason) between 10 and 500),
  two_people      boolean     not null,
  status          text        not null check (status in ('WAITING', 'DONE', 'REJECTED')),
  requested_by    uuid        not null references app_user,
  requested_at    timestamptz not null,
  expires_at      timestamptz not null check (expires_at > requested_at),
  decided_by      uuid        references app_user,
  decided_at      timestamptz,
  note            text        check (length(note) between 1 and 500),
  entry_id        uuid        unique references journal_entry deferrable initially deferred,
  constraint money_is_of_an_amount check ((kind in ('CREDIT', 'DEBIT')) = (amount is not null)),
  constraint money_is_booked_when_done
    check ((entry_id is not null) = (kind in ('CREDIT', 'DEBIT') and status = 'DONE')),
  constraint unfreezing_takes_two check (kind <> 'UNFREEZE' or two_people),
  constraint freezing_takes_one check (kind <> 'FREEZE' or not two_people),
  constraint decided_or_waiting check ((status = 'WAITING') = (decided_at is null)
                                       and (decided_at is null) = (decided_by is null)),
  constraint only_what_takes_two_waits check (two_people or status = 'DONE'),
  constraint done_by_another check (not two_people or status <> 'DONE' or decided_by <> requested_by),
  constraint done_alone_by_who_asked check (two_people or decided_by = requested_by),
  constraint done_in_time check (status <> 'DONE' or decided_at < expires_at)
);
comment on column correction.two_people is 'It waits for another administrator; what does not is done when it is asked for.';
comment on column correction.status is 'One that still waits when it expires is never done.';
comment on column correction.reason is 'For those who work here; the person sees the entry, and not this.';
create index correction_by_wallet on correction (wallet_id, id desc);
create index correction_by_status on correction (status, id desc);
create index correction_of_one_person on correction (requested_by, currency, requested_at) where not two_people;
create unique index one_unfreezing_waits on correction (wallet_id) where kind = 'UNFREEZE' and status = 'WAITING';

-- CO001: what was asked for stays as it was, and what was decided too.
-- CO002: both are administrators, and neither's wallet is corrected by its owner.
create function check_correction() returns trigger language plpgsql as $$
declare
  owner uuid;
begin
  if tg_op = 'UPDATE' and (old.status <> 'WAITING'
    or (old.id, old.idempotency_key, old.wallet_id, old.kind, old.currency, old.amount, old.reason, old.two_people,
        old.requested_by, old.requested_at, old.expires_at)
       is distinct from
       (new.id, new.idempotency_key, new.wallet_id, new.kind, new.currency, new.amount, new.reason, new.two_people,
        new.requested_by, new.requested_at, new.expires_at)) then
    raise exception 'correction % stays as it is', old.id using errcode = 'CO001';
  end if;
  if tg_op = 'INSERT' and new.two_people and new.status <> 'WAITING' then
    raise exception 'correction % waits for another', new.id using errcode = 'CO001';
  end if;
  select w.user_id into strict owner from wallet w where w.id = new.wallet_id and w.currency = new.currency;
  if owner in (new.requested_by, new.decided_by)
    or exists (select from app_user u
                where u.id in (coalesce(new.decided_by, new.requested_by), new.requested_by)
                  and not 'ADMIN' = any (u.roles)
                  -- Who has asked may have left since; who decides has not.
                  and (u.id = new.decided_by or tg_op = 'INSERT')) then
    raise exception 'correction % is not by administrators about somebody else', new.id using errcode = 'CO002';
  end if;
  return new;
end $$;
create trigger corrections_are_by_two before insert or update on correction
  for each row execute function check_correction();
create trigger corrections_stay before delete or truncate on correction
  for each statement execute function refuse_change();

grant select, insert on correction to dompet_app;
grant update (status, decided_by, decided_at, note, entry_id) on correction to dompet_app;

-- More kinds of alert come with every release; the application knows them.
alter table alert drop constraint alert_type_check;
alter table alert add constraint alert_type_check check (type ~ '^[A-Z][A-Z_]{1,40}$');
