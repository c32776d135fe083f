-- Seals: history that is touched behind the software's back shows. Each seal holds hashes of some
-- thousand entries with their postings, and the hash of the seal before it; only who notes the last
-- one elsewhere can tell whether all were made anew.

create table seal (
  number         bigint      primary key check (number > 0),
  previous_hash  bytea       not null check (length(previous_hash) = 32),
  hash           bytea       not null unique check (length(hash) = 32),
  late           boolean     not null,
  upto           uuid        not null,
  entries        int         not null check (entries between 1 and 10000),
  entry_ids      uuid[]      not null check (cardinality(entry_ids) = entries),
  entry_hashes   bytea       not null check (length(entry_hashes) = 32 * entries),
  posting_hashes bytea       not null check (length(posting_hashes) = 32 * entries),
  sealed_at      timestamptz not null
);
comment on column seal.previous_hash is 'hash of the seal before; 32 zero bytes in the first.';
comment on column seal.hash is 'SHA-256 of all other columns, see org.dompet.seal.SealContents.';
comment on column seal.late is 'Entries that were committed after their time was sealed, or whose ids lie in the future.';
comment on column seal.upto is 'Every entry up to this id is sealed, but for those that are still being committed.';
comment on column seal.entry_ids is 'Ascending; the hashes stand in the same order, 32 bytes each.';
-- Hashes don't compress: nobody tries.
alter table seal alter entry_ids set storage external, alter entry_hashes set storage external,
  alter posting_hashes set storage external;
create index seal_by_upto on seal (upto);
create index seal_of_late_entries on seal (number) where late;

create trigger seal_is_append_only before update or delete or truncate on seal
  for each statement execute function refuse_change();

-- SE001: a seal continues the one before it.
create function check_seal() returns trigger language plpgsql as $$
declare
  head seal;
begin
  select * into head from seal s order by s.number desc limit 1;
  if new.number <> coalesce(head.number, 0) + 1
    or new.previous_hash <> coalesce(head.hash, decode(repeat('00', 32), 'hex'))
    or new.upto < coalesce(head.upto, '00000000-0000-0000-0000-000000000000'::uuid)
    or (new.late and new.upto <> coalesce(head.upto, '00000000-0000-0000-0000-000000000000'::uuid)) then
    raise exception 'seal % does not continue seal %', new.number, coalesce(head.number, 0) using errcode = 'SE001';
  end if;
  return new;
end $$;
create trigger seals_are_a_chain before insert on seal
  for each row execute function check_seal();

grant select, insert on seal to dompet_app;
