-- Top-ups: an order says what somebody wants to pay for at a provider; signed webhooks say what
-- became of it. The money is in the ledger; the order remembers what was booked for it.

create table onramp_order (
  id                uuid            primary key,
  user_id           uuid            not null references app_user,
  wallet_id         uuid            not null references wallet,
  provider          text            not null check (provider in ('MOONPAY', 'STRIPE')),
  currency          text            not null references currency,
  amount            numeric(38, 18) not null check (amount > 0),
  status            text            not null check (status in
                      ('PENDING', 'PROCESSING', 'EXPIRED', 'FAILED', 'COMPLETED', 'REFUNDED')),
  idempotency_key   text            not null check (length(idempotency_key) between 1 and 200),
  checkout_url      text,
  session_reference text,
  payment_reference text,
  failure_reason    text,
  credited          numeric(38, 18) check (credited > 0),
  refunded          numeric(38, 18) not null default 0 check (refunded >= 0),
  shortfall         numeric(38, 18) not null default 0 check (shortfall >= 0),
  created_at        timestamptz     not null,
  expires_at        timestamptz     not null check (expires_at > created_at),
  updated_at        timestamptz     not null,
  completed_at      timestamptz,
  constraint one_order_for_a_key unique (user_id, idempotency_key),
  constraint credited_once_completed check ((status in ('COMPLETED', 'REFUNDED')) = (credited is not null)),
  constraint completed_at_a_time check ((credited is null) = (completed_at is null)),
  constraint refunded_out_of_the_credit check (refunded <= coalesce(credited, 0)),
  constraint refunded_as_a_whole check ((status = 'REFUNDED') = (refunded = credited and credited is not null)),
  constraint shortfall_of_the_refund check (shortfall <= refunded)
);
comment on table onramp_order is 'Money that somebody wants to bring in through a provider.';
comment on column onramp_order.amount is 'What the wallet is to receive, in the wallet''s currency.';
comment on column onramp_order.session_reference is 'The provider''s name for the checkout: Stripe''s session.';
comment on column onramp_order.payment_reference is 'The payment that was credited: Stripe''s payment intent, MoonPay''s transaction.';
comment on column onramp_order.credited is 'What the wallet did receive.';
comment on column onramp_order.refunded is 'What was taken back of it, in one refund or several.';
comment on column onramp_order.shortfall is 'The part of the refunds that the wallet no longer had: booked to suspense.';
comment on column onramp_order.expires_at is 'When the order stops waiting. A payment that comes later counts all the same.';

create index onramp_order_of_user on onramp_order (user_id, id desc);
create index onramp_order_to_expire on onramp_order (expires_at) where status in ('PENDING', 'PROCESSING');


-- OR001: an order moves forward alone, whatever the order of the events that move it; what was
-- credited stays, and what was refunded grows.
create function check_onramp_order() returns trigger language plpgsql as $$
declare
  ranks constant text[] := array['PENDING', 'PROCESSING', 'EXPIRED', 'FAILED', 'COMPLETED', 'REFUNDED'];
begin
  if array_position(ranks, new.status) < array_position(ranks, old.status)
    or old.credited is not null
       and (new.credited, new.payment_reference) is distinct from (old.credited, old.payment_reference)
    or new.refunded < old.refunded or new.shortfall < old.shortfall then
    raise exception 'order % does not go back from % to %', old.id, old.status, new.status
      using errcode = 'OR001';
  end if;
  return new;
end $$;

create trigger onramp_order_moves_forward before update on onramp_order
  for each row execute function check_onramp_order();

grant select, insert on onramp_order to dompet_app;
grant update (status, checkout_url, session_reference, payment_reference, failure_reason, credited, refunded,
              shortfall, expires_at, updated_at, completed_at) on onramp_order to dompet_app;
