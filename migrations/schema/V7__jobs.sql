-- Which run of each job has been started: a job that every node starts at the same moment runs on
-- the one node that comes first.

create table job_slot (
  job  text        primary key check (job ~ '^[a-z][a-z-]{1,40}$'),
  slot timestamptz not null
);
comment on table job_slot is 'The last moment that a job was due, and some node took it.';

grant select, insert on job_slot to dompet_app;
grant update (slot) on job_slot to dompet_app;
