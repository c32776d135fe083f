-- What providers tell us. A row is the truth about an event; messages only say that one waits.

create table webhook_event (
  id              uuid        primary key,
  provider        text        not null check (provider ~ '^[a-z]{2,20}$'),
  event_id        text        not null check (length(event_id) between 1 and 300),
  type            text        not null check (length(type) between 1 and 100),
  reference       text        check (length(reference) between 1 and 200),
  occurred_at     timestamptz not null,
  payload         jsonb       not null,
  state           text        not null default 'RECEIVED'
                  check (state in ('RECEIVED', 'PROCESSED', 'RETRYING', 'DEAD', 'IGNORED')),
  attempts        smallint    not null default 0 check (attempts >= 0),
  next_attempt_at timestamptz,
  queued_at       timestamptz,
  last_error      text,
  first_failed_at timestamptz,
  last_failed_at  timestamptz,
  received_at     timestamptz not null,
  finished_at     timestamptz,
  constraint an_event_is_recorded_once unique (provider, event_id),
  constraint who_waits_has_a_time check ((state in ('RECEIVED', 'RETRYING')) = (next_attempt_at is not null)),
  constraint who_is_done_has_a_time check ((state in ('PROCESSED', 'IGNORED', 'DEAD')) = (finished_at is not null))
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);
comment on table webhook_event is 'The inbox: what providers told us, without secrets and card data.';
comment on column webhook_event.reference is 'What it is about; events of one reference apply in the order of occurred_at.';
comment on column webhook_event.attempts is 'How many have failed; the first one counts.';
comment on column webhook_event.queued_at is 'When the sweep last sent a message for it.';

create index webhook_event_due on webhook_event (next_attempt_at)
  where state in ('RECEIVED', 'RETRYING');
create index webhook_event_in_order on webhook_event (provider, reference, occurred_at, id)
  where state in ('RECEIVED', 'RETRYING');

create table dead_letter (
  id              uuid        primary key,
  event           uuid        not null references webhook_event,
  provider        text        not null,
  external_id     text        not null,
  type            text        not null,
  payload         jsonb       not null,
  reason          text        not null,
  attempts        smallint    not null check (attempts > 0),
  first_failed_at timestamptz not null,
  last_failed_at  timestamptz not null,
  status          text        not null default 'OPEN' check (status in ('OPEN', 'REPLAYED', 'DISMISSED')),
  notes           text        check (length(notes) between 1 and 2000),
  resolved_by     uuid        references app_user,
  resolved_at     timestamptz,
  constraint a_resolution_says_who_when_and_why
    check ((status = 'OPEN') = (notes is null) and (status = 'OPEN') = (resolved_by is null)
           and (status = 'OPEN') = (resolved_at is null))
);
comment on table dead_letter is 'Events that could not be processed, for a person to look at. One that fails again after a replay is a new one.';
create unique index one_open_dead_letter_per_event on dead_letter (event) where status = 'OPEN';
create index dead_letter_open on dead_letter (provider, id) where status = 'OPEN';

-- What was received stays as it was received.
create trigger webhook_event_is_never_deleted before delete or truncate on webhook_event
  for each statement execute function refuse_change();
create trigger dead_letter_is_never_deleted before delete or truncate on dead_letter
  for each statement execute function refuse_change();

grant select, insert on webhook_event to dompet_app;
grant update (state, attempts, next_attempt_at, queued_at, last_error, first_failed_at, last_failed_at, finished_at)
  on webhook_event to dompet_app;
grant select, insert on dead_letter to dompet_app;
grant update (status, notes, resolved_by, resolved_at) on dead_letter to dompet_app;
