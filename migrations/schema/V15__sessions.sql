-- Sessions as people see them and end them, second factors, and sign-ins that failed.

-- A session is what grew from one sign-in: refresh_token.family is its id, and so is the claim "sid" of
-- its access tokens. Once it has ended, none of its tokens opens a door.
create table session (
  id               uuid        primary key,
  user_id          uuid        not null references app_user,
  how              text        not null check (how in ('telegram', 'email', 'registration', 'before')),
  begun_at         timestamptz not null,
  last_seen_at     timestamptz not null check (last_seen_at >= begun_at),
  expires_at       timestamptz not null,
  address          text        check (length(address) <= 200),
  user_agent       text        check (length(user_agent) <= 200),
  network          text        not null check (length(network) between 1 and 100),
  second_factor_at timestamptz,
  ended_at         timestamptz,
  end_reason       text        check (end_reason in ('SIGNED_OUT', 'REVOKED', 'REVOKED_BY_STAFF', 'TOKEN_REUSED')),
  constraint ended_for_a_reason check ((ended_at is null) = (end_reason is null))
);
comment on column session.how is 'before: from the time when sessions were not recorded.';
comment on column session.address is 'Where it was seen last.';
comment on column session.network is 'The part of the address that one client has to itself: an IPv4 address, or 64 bits of IPv6.';
comment on column session.second_factor_at is 'When a code was given in it; null: never.';
create index session_of_user on session (user_id, id desc);
create index session_ended on session (ended_at) where ended_at is not null;

insert into session (id, user_id, how, begun_at, last_seen_at, expires_at, network, ended_at, end_reason)
select family, user_id, 'before', min(issued_at), max(issued_at), max(expires_at), 'unknown',
       max(revoked_at), case when max(revoked_at) is not null then 'REVOKED' end
  from refresh_token
 group by family, user_id;
alter table refresh_token add constraint refresh_token_session foreign key (family) references session;

-- LS001: what has ended stays so.
create function refuse_revival() returns trigger language plpgsql as $$
begin
  if old.ended_at is not null then
    raise exception 'session % has ended', old.id using errcode = 'LS001';
  end if;
  return new;
end $$;
create trigger an_ended_session_never_changes before update on session
  for each row execute function refuse_revival();

-- A secret shared with somebody's authenticator (RFC 6238), encrypted by the application: nonce,
-- ciphertext, tag (AES-GCM). It counts once a code has confirmed it.
create table second_factor (
  user_id      uuid        primary key references app_user,
  secret       bytea       not null check (length(secret) between 44 and 200),
  enrolled_at  timestamptz not null,
  confirmed_at timestamptz,
  last_step    bigint      not null default 0 check (last_step >= 0)
);
comment on column second_factor.last_step is 'The half-minute whose code was used last: no code is good twice.';

create table recovery_code (
  user_id uuid        not null references second_factor on delete cascade,
  hash    bytea       not null check (length(hash) = 32),
  used_at timestamptz,
  primary key (user_id, hash)
);
comment on table recovery_code is 'For when the authenticator is lost; each is good once. 80 random bits, known by their hashes only.';

-- Failures since the last success, by account and by the network they came from: who fails elsewhere
-- locks nobody out here. Rows are about names that were tried, whether or not anybody has them.
create table sign_in_failure (
  account      bytea       not null check (length(account) = 32),
  network      text        not null check (length(network) between 1 and 100),
  failures     int         not null check (failures > 0),
  last_at      timestamptz not null,
  locked_until timestamptz,
  primary key (account, network)
);
comment on column sign_in_failure.account is 'A hash of what was tried: an e-mail address, or whose second factor.';
create index sign_in_failure_by_age on sign_in_failure (last_at);

-- How administrators find people.
create index app_user_by_email on app_user (email text_pattern_ops, id);
create index app_user_by_username on app_user (lower(username) text_pattern_ops, id);
create index app_user_staff on app_user (id) where roles <> '{USER}';

alter table alert drop constraint alert_type_check;
alter table alert add constraint alert_type_check check (type in ('BALANCE_MISMATCH', 'WEBHOOK_FAILURE', 'JOB_CRASH',
                                                                  'CREDIT_SPIKE', 'REFUND_SHORTFALL', 'PROVIDER_MISMATCH',
                                                                  'SIGN_IN_ATTACK'));

grant select, insert on session to dompet_app;
grant update (last_seen_at, expires_at, address, user_agent, network, second_factor_at, ended_at, end_reason)
  on session to dompet_app;
grant select, insert, delete on second_factor, recovery_code to dompet_app;
grant update (secret, enrolled_at, confirmed_at, last_step) on second_factor to dompet_app;
grant update (used_at) on recovery_code to dompet_app;
grant select, insert, update, delete on sign_in_failure to dompet_app;
