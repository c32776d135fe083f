-- Runs of jobs: who started which, how far it is, how it ended.

-- A run is asked for (REQUESTED), taken by one node (RUNNING), and ends. One that failed or was
-- stopped may be asked for again: it goes on where it stopped.
create table job_run (
  id              uuid        primary key,
  job             text        not null check (job ~ '^[a-z][a-z-]{1,40}$'),
  trigger         text        not null check (trigger in ('TIMER', 'OPERATOR', 'API')),
  started_by      text        check (length(started_by) between 1 and 200),
  parameters      jsonb       not null default '{}' check (jsonb_typeof(parameters) = 'object'),
  window_from     timestamptz,
  window_to       timestamptz,
  state           text        not null check (state in ('REQUESTED', 'RUNNING', 'COMPLETED', 'FAILED', 'STOPPED')),
  stop_requested  boolean     not null default false,
  node            text,
  heartbeat_at    timestamptz,
  attempt         int         not null default 1 check (attempt > 0),
  batch_execution bigint,
  requested_at    timestamptz not null,
  started_at      timestamptz,
  ended_at        timestamptz,
  checked         bigint      not null default 0 check (checked >= 0),
  rows_read       bigint      not null default 0 check (rows_read >= 0),
  findings        bigint      not null default 0 check (findings >= 0),
  error           text        check (length(error) <= 500),
  constraint the_window_has_an_order check (window_from < window_to),
  constraint ended_at_some_time check ((state in ('COMPLETED', 'FAILED', 'STOPPED')) = (ended_at is not null)),
  constraint a_running_run_has_a_node check (state <> 'RUNNING' or num_nulls(node, heartbeat_at, started_at) = 0)
);
comment on column job_run.started_by is 'The user or operator who asked for it; null by timer.';
comment on column job_run.heartbeat_at is 'The node that runs it was alive then. One that stays silent is dead.';
comment on column job_run.attempt is '1, and one more each time that it was continued.';
comment on column job_run.batch_execution is 'Of Jakarta Batch, on this attempt.';
comment on column job_run.checked is 'Things looked at: accounts, orders, holds, entries.';
comment on column job_run.rows_read is 'Rows read for it, as far as they are counted: the measure of speed.';
create unique index one_open_run_of_a_job on job_run (job) where state in ('REQUESTED', 'RUNNING');
create index job_run_by_job on job_run (job, id desc);
create index job_run_ended on job_run (ended_at) where ended_at is not null;

-- JR001: what was completed stays as it is, and nothing goes back to before it was asked for.
create function refuse_run_history() returns trigger language plpgsql as $$
begin
  if old.state = 'COMPLETED' then
    raise exception 'run % is completed', old.id using errcode = 'JR001';
  end if;
  return new;
end $$;
create trigger a_completed_run_never_changes before update on job_run
  for each row execute function refuse_run_history();

-- Where a part of a run is: written in the transaction that did the work up to there.
create table job_run_part (
  run_id   uuid    not null references job_run on delete cascade,
  part     int     not null check (part >= 0),
  work     text    not null,
  lower    uuid,
  upper    uuid,
  position text,
  done     boolean not null default false,
  primary key (run_id, part)
);
comment on column job_run_part.work is 'What is done with the range: a name of the job''s own.';
comment on column job_run_part.lower is 'From here on; null: from the start.';
comment on column job_run_part.upper is 'Before here; null: to the end.';
comment on column job_run_part.position is 'The last that is done, in the job''s own terms.';

-- A paused job is not started by its timer. Without a row it is not paused.
create table job_control (
  job        text        primary key check (job ~ '^[a-z][a-z-]{1,40}$'),
  paused     boolean     not null,
  changed_at timestamptz not null,
  changed_by text        not null
);

grant select, insert on job_run, job_run_part, job_control to dompet_app;
grant update (state, stop_requested, node, heartbeat_at, attempt, batch_execution, started_at, ended_at, window_from,
              window_to, checked, rows_read, findings, error) on job_run to dompet_app;
grant update (position, done) on job_run_part to dompet_app;
grant update (paused, changed_at, changed_by) on job_control to dompet_app;
