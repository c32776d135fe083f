-- What people did with what is theirs is searched likewise.
create index audit_record_by_actor on audit_record (actor, id desc) where actor is not null;
create index audit_record_by_target on audit_record (target, id desc) where target is not null;
create index audit_record_by_address on audit_record (address, id desc) where address is not null;
create index audit_record_by_request on audit_record (request_id, id desc) where request_id is not null;
create index audit_record_by_time on audit_record (at, id);

-- Whether an unfreezing waits depends on the time: one that nobody approved must not be in the way of
-- the next. Who asks looks, with the wallet locked.
drop index one_unfreezing_waits;
