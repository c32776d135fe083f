-- The admin access log: each call of an administrator's door and each deed of the command, in one
-- chain. A line holds the hash of the line before it: what is changed, taken out or put in between
-- shows; who notes the head elsewhere can tell whether all were made anew.

create table admin_access_log (
  number        bigint      primary key check (number > 0),
  previous_hash bytea       not null check (length(previous_hash) = 32),
  hash          bytea       not null unique check (length(hash) = 32),
  at            timestamptz not null,
  actor         text        not null check (length(actor) between 1 and 200),
  roles         text[]      not null default '{}',
  action        text        not null check (length(action) between 1 and 200),
  target        text        check (length(target) <= 200),
  metadata      jsonb       not null default '{}' check (jsonb_typeof(metadata) = 'object'),
  address       text        check (length(address) <= 200),
  user_agent    text        check (length(user_agent) <= 200),
  request_id    text        check (length(request_id) <= 200),
  outcome       text        not null check (outcome in ('ASKED', 'DONE', 'REFUSED', 'FAILED')),
  status        int         check (status between 100 and 599)
);
comment on column admin_access_log.number is 'Without a gap, by the database; the newest is the highest.';
comment on column admin_access_log.previous_hash is 'hash of the line before; 32 zero bytes in the first.';
comment on column admin_access_log.hash is 'SHA-256 of all other columns, see admin_access_hash and org.dompet.audit.VerifyAccessLog.';
comment on column admin_access_log.at is 'By the clock of the database, and never before the line before.';
comment on column admin_access_log.actor is 'A user''s id, or operator:<login> for who types the command.';
comment on column admin_access_log.action is 'Method and route of a call, or what the command did: job.pause.';
comment on column admin_access_log.target is 'The ids in the path, or what the command did it to.';
comment on column admin_access_log.metadata is 'What was asked for, redacted; never a body, never a secret.';
comment on column admin_access_log.outcome is 'ASKED: about to change something; another line with the same request_id says what became of it.';

-- Where the chain ends. Whoever adds a line holds this row until the commit: nobody else does
-- meanwhile, and numbers have no gaps.
create table admin_access_head (
  one    boolean     primary key default true check (one),
  number bigint      not null,
  hash   bytea       not null check (length(hash) = 32),
  at     timestamptz not null
);
insert into admin_access_head (number, hash, at) values (0, decode(repeat('00', 32), 'hex'), '-infinity');
create trigger admin_access_head_stays before delete or truncate on admin_access_head
  for each statement execute function refuse_change();

-- A field with its length before it: no two lines have the same text.
create function admin_access_field(value text) returns text language sql immutable as $$
  select coalesce(octet_length(convert_to(value, 'UTF8')) || ':' || value, '-') || ','
$$;

create function admin_access_hash(line admin_access_log) returns bytea language sql stable as $$
  select sha256(line.previous_hash || convert_to(
    admin_access_field(line.number::text)
    || admin_access_field((extract(epoch from line.at) * 1000000)::bigint::text)
    || admin_access_field(line.actor)
    || admin_access_field(array_to_string(line.roles, ' '))
    || admin_access_field(line.action)
    || admin_access_field(line.target)
    || admin_access_field(line.metadata::text)
    || admin_access_field(line.address)
    || admin_access_field(line.user_agent)
    || admin_access_field(line.request_id)
    || admin_access_field(line.outcome)
    || admin_access_field(line.status::text), 'UTF8'))
$$;

-- Number, time and hashes are the database's own, whatever the application says: it may not touch
-- the head, this function may.
create function chain_admin_access() returns trigger language plpgsql
  security definer set search_path = dompet, pg_temp as $$
declare
  head admin_access_head;
begin
  select * into strict head from admin_access_head for update;
  new.number := head.number + 1;
  new.previous_hash := head.hash;
  new.at := greatest(clock_timestamp(), head.at);
  new.hash := admin_access_hash(new);
  update admin_access_head set number = new.number, hash = new.hash, at = new.at;
  return new;
end $$;
create trigger admin_access_is_a_chain before insert on admin_access_log
  for each row execute function chain_admin_access();
create trigger admin_access_is_append_only before update or delete or truncate on admin_access_log
  for each statement execute function refuse_change();

-- One for each thing that is searched for, in the order of the pages.
create index admin_access_by_actor on admin_access_log (actor, number desc);
create index admin_access_by_action on admin_access_log (action, number desc);
create index admin_access_by_target on admin_access_log (target, number desc) where target is not null;
create index admin_access_by_outcome on admin_access_log (outcome, number desc);
create index admin_access_by_address on admin_access_log (address, number desc) where address is not null;
create index admin_access_by_request on admin_access_log (request_id, number desc) where request_id is not null;
create index admin_access_by_time on admin_access_log (at, number);

grant select on admin_access_log, admin_access_head to dompet_app;
grant insert (actor, roles, action, target, metadata, address, user_agent, request_id, outcome, status)
  on admin_access_log to dompet_app;
