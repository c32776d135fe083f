-- The life of a run: how long it has worked, how often it was continued, and when it is forgotten.

alter table job_run
  add column resumed_at timestamptz,
  add column worked_ms  bigint not null default 0 check (worked_ms >= 0),
  add column continued  int    not null default 0 check (continued >= 0),
  add column overdue_at timestamptz;
comment on column job_run.started_at is 'When it was taken first.';
comment on column job_run.resumed_at is 'When the attempt under way began, or the last one.';
comment on column job_run.worked_ms is 'Milliseconds of the attempts before it.';
comment on column job_run.continued is 'How often it was continued by itself since a person or a timer asked for it.';
comment on column job_run.overdue_at is 'When somebody was told that it takes too long: once a run.';

grant update (resumed_at, worked_ms, continued, overdue_at) on job_run to dompet_app;

-- Forgets what ended long ago and found nothing, here and in Jakarta Batch's records: up to `most` of
-- each, and says how many. The last good run of a job stays. Nobody may shorten the memory below a month.
create function forget_runs(days int, most int) returns int
language plpgsql security definer set search_path = dompet, pg_temp as $$
declare
  horizon   timestamptz := now() - make_interval(days => days);
  forgotten int;
  records   int;
begin
  if days is null or days < 30 or most is null or most not between 1 and 100000 then
    raise exception 'runs are kept for 30 days or more' using errcode = '22023';
  end if;
  delete from job_run where id in (
    select r.id
      from job_run r
     where r.ended_at < horizon
       and not exists (select from finding f where f.run_id = r.id)
       and exists (select from job_run g where g.job = r.job and g.id > r.id and g.state = 'COMPLETED')
     order by r.ended_at
     limit most
       for update skip locked);
  get diagnostics forgotten = row_count;
  -- Their numbers grow: what is below the first that is young is old.
  delete from dompet_batch.jobinstancedata where jobinstanceid in (
    select j.jobinstanceid
      from dompet_batch.jobinstancedata j
     where j.jobinstanceid < (select min(e.jobinstanceid)
                                from dompet_batch.executioninstancedata e
                               where e.createtime >= horizon)
     order by j.jobinstanceid
     limit most);
  get diagnostics records = row_count;
  return forgotten + records;
end $$;
revoke all on function forget_runs(int, int) from public;
grant execute on function forget_runs(int, int) to dompet_app;
