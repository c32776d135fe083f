-- What people say they did for the day on which everything is lost: backups made, restores tried.

create table maintenance (
  id       uuid        primary key,
  kind     text        not null check (kind in ('BACKUP', 'RESTORE_TEST')),
  at       timestamptz not null,
  evidence text        not null check (length(evidence) between 1 and 500),
  noted_by text        not null check (length(noted_by) between 1 and 200),
  noted_at timestamptz not null,
  constraint done_before_it_was_noted check (at <= noted_at)
);
comment on column maintenance.evidence is 'Where it can be seen: a file, a run of another system, a page of notes.';
create index maintenance_by_kind on maintenance (kind, at desc);
create trigger maintenance_is_append_only before update or delete or truncate on maintenance
  for each statement execute function refuse_change();

grant select, insert on maintenance to dompet_app;
