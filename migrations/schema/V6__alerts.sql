-- What needs a person: alerts, and the words that are on their way to somebody's screen.

-- An alert is open until somebody resolves it, and says what was done. While it is open, the same
-- thing happening again makes its counter grow instead of a second alert.
create table alert (
  id               uuid        primary key,
  type             text        not null check (type in ('BALANCE_MISMATCH', 'WEBHOOK_FAILURE', 'JOB_CRASH',
                                                        'CREDIT_SPIKE', 'REFUND_SHORTFALL')),
  severity         text        not null check (severity in ('CRITICAL', 'HIGH', 'MEDIUM', 'LOW')),
  subject          text        not null check (length(subject) between 1 and 200),
  occurrence       text        check (length(occurrence) <= 200),
  summary          text        not null check (length(summary) between 1 and 500),
  metadata         jsonb       not null check (jsonb_typeof(metadata) = 'object'),
  count            bigint      not null default 1 check (count > 0),
  status           text        not null default 'OPEN' check (status in ('OPEN', 'RESOLVED')),
  raised_at        timestamptz not null,
  last_raised_at   timestamptz not null check (last_raised_at >= raised_at),
  resolved_at      timestamptz,
  resolved_by      uuid        references app_user,
  resolution_notes text        check (length(resolution_notes) between 1 and 2000),
  constraint resolved_by_somebody_who_says_why check (
    case status
      when 'OPEN' then num_nonnulls(resolved_at, resolved_by, resolution_notes) = 0
      else num_nonnulls(resolved_at, resolved_by, resolution_notes) = 3
    end)
);
comment on column alert.subject is 'What it is about, within its type: a wallet, a provider, a job. One open alert for each.';
comment on column alert.occurrence is 'Names the last event that was counted: the same one is never counted twice.';
create unique index one_open_alert_about_a_thing on alert (type, subject) where status = 'OPEN';
create index alert_occurrence on alert (type, subject, occurrence) where occurrence is not null;
create index alert_open on alert (id desc) where status = 'OPEN';
create index alert_by_type on alert (type, id desc);

-- LA001: what was resolved stays as it was.
create function refuse_reopening() returns trigger language plpgsql as $$
begin
  if old.status = 'RESOLVED' then
    raise exception 'alert % is resolved', old.id using errcode = 'LA001';
  end if;
  return new;
end $$;
create trigger a_resolved_alert_never_changes before update on alert
  for each row execute function refuse_reopening();

-- An outbox: written in the transaction that has something to say, delivered after it.
create table notification (
  id              uuid        primary key,
  key             text        not null check (length(key) between 1 and 200),
  channel         text        not null check (channel in ('EMAIL', 'SLACK', 'TELEGRAM')),
  subject         text        not null check (length(subject) between 1 and 200),
  body            text        not null check (length(body) between 1 and 4000),
  status          text        not null default 'WAITING' check (status in ('WAITING', 'SENT', 'FAILED')),
  attempts        int         not null default 0 check (attempts >= 0),
  created_at      timestamptz not null,
  next_attempt_at timestamptz not null,
  sent_at         timestamptz,
  last_error      text        check (length(last_error) <= 300),
  constraint said_once_on_each_channel unique (key, channel),
  constraint sent_at_some_time check ((status = 'SENT') = (sent_at is not null))
);
comment on column notification.next_attempt_at is 'Before this moment somebody is at it, or has just failed.';
comment on column notification.last_error is 'What the last attempt met with; never an address with a secret in it.';
create index notification_due on notification (channel, next_attempt_at, id) where status = 'WAITING';

-- What credit spikes are looked for in.
create index onramp_credit_by_time on journal_entry (recorded_at) where kind = 'ONRAMP_CREDIT';

grant select, insert on alert, notification to dompet_app;
grant update (occurrence, summary, metadata, count, status, last_raised_at, resolved_at, resolved_by,
              resolution_notes) on alert to dompet_app;
grant update (status, attempts, next_attempt_at, sent_at, last_error) on notification to dompet_app;
