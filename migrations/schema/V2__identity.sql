-- People, how they sign in, and what was tried.

create table app_user (
  id            uuid        primary key,
  telegram_id   bigint      unique check (telegram_id > 0),
  username      text,
  email         text,
  password_hash text,
  display_name  text        not null check (length(display_name) between 1 and 200),
  language      text,
  roles         text[]      not null default '{USER}'
                check (roles <@ array['USER', 'SUPPORT', 'AUDITOR', 'OPERATOR', 'ADMIN'] and cardinality(roles) > 0),
  created_at    timestamptz not null,
  version       bigint      not null default 0,
  constraint somebody_can_sign_in check (telegram_id is not null or (email is not null and password_hash is not null)),
  constraint email_is_lower_case check (email = lower(email))
);
create unique index app_user_email on app_user (email);
-- A Telegram name moves between people: whoever signed in with it last has it.
create unique index app_user_username on app_user (lower(username));

create table refresh_token (
  id         uuid        primary key,
  family     uuid        not null,
  user_id    uuid        not null references app_user,
  token_hash bytea       not null unique check (length(token_hash) = 32),
  issued_at  timestamptz not null,
  expires_at timestamptz not null,
  used_at    timestamptz,
  revoked_at timestamptz
);
comment on column refresh_token.family is 'All tokens that grew from one sign-in. A token used twice revokes them all.';
create index refresh_token_of_family on refresh_token (family);
create index refresh_token_of_user on refresh_token (user_id);

-- Who did what, and what was refused. Never a payload, never a secret.
create table audit_record (
  id         uuid        primary key,
  at         timestamptz not null,
  action     text        not null check (action ~ '^[a-z][a-z.-]{1,60}$'),
  outcome    text        not null check (outcome in ('DONE', 'REFUSED')),
  actor      text,
  target     text,
  reason     text,
  address    text,
  user_agent text,
  request_id text
);
create index audit_record_by_action on audit_record (action, id desc);
create trigger audit_is_append_only before update or delete or truncate on audit_record
  for each statement execute function refuse_change();

grant select, insert on app_user to dompet_app;
grant update (username, email, password_hash, display_name, language, roles, version) on app_user to dompet_app;
grant select, insert on refresh_token to dompet_app;
grant update (used_at, revoked_at) on refresh_token to dompet_app;
grant select, insert on audit_record to dompet_app;
