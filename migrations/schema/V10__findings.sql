-- What does not agree: found by runs, judged by people. Nothing here changes money.

create table finding (
  id              uuid        primary key,
  run_id          uuid        not null references job_run,
  kind            text        not null check (kind ~ '^[A-Z][A-Z_]{1,60}$'),
  subject         text        not null check (length(subject) between 1 and 200),
  wallet_id       uuid,
  currency        text,
  expected        text        check (length(expected) <= 200),
  actual          text        check (length(actual) <= 200),
  detail          text        not null check (length(detail) between 1 and 500),
  found_at        timestamptz not null,
  acknowledged_at timestamptz,
  acknowledged_by uuid        references app_user,
  notes           text        check (length(notes) between 1 and 2000),
  constraint found_once_in_a_run unique (run_id, kind, subject),
  constraint acknowledged_by_somebody_who_says_why
    check (num_nonnulls(acknowledged_at, acknowledged_by, notes) in (0, 3))
);
comment on column finding.subject is 'What it is about: account:<id>, wallet:<id>, entry:<id>, currency:THB, seal:12, order:<id>, moonpay:<reference> …';
comment on column finding.wallet_id is 'Whose money it is about, if it is somebody''s. No foreign key: damage may have taken the wallet.';
comment on column finding.expected is 'What should be there, and actual what is: decimal strings, hashes or counts.';
create index finding_of_run on finding (run_id, id desc);
create index finding_to_acknowledge on finding (id desc) where acknowledged_at is null;
create index finding_of_wallet on finding (wallet_id, id desc) where wallet_id is not null;

-- FI001: an acknowledgement stays.
create function refuse_second_acknowledgement() returns trigger language plpgsql as $$
begin
  if old.acknowledged_at is not null then
    raise exception 'finding % is acknowledged', old.id using errcode = 'FI001';
  end if;
  return new;
end $$;
create trigger a_finding_is_acknowledged_once before update on finding
  for each row execute function refuse_second_acknowledgement();

-- Raised by a run that found something about the wallet; lowered by a person alone.
alter table wallet add column needs_reconciliation boolean not null default false;
create index wallet_to_reconcile on wallet (id) where needs_reconciliation;

grant select, insert on finding to dompet_app;
grant update (acknowledged_at, acknowledged_by, notes) on finding to dompet_app;
grant update (needs_reconciliation) on wallet to dompet_app;
