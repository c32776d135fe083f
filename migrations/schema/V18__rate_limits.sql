-- How often somebody has asked within the minute, for limits that all nodes keep together.

-- Unlogged: a row is worth nothing after a minute, and a request that is counted waits for no disk.
-- After a crash of the database, or on a standby that takes over, all buckets are full again.
create unlogged table rate_limit_bucket (
  id         text   primary key check (length(id) between 1 and 200),
  state      bytea  check (length(state) <= 1000),
  expires_at bigint not null default (extract(epoch from clock_timestamp()) * 1000)::bigint + 120000
) with (fillfactor = 50);
comment on table rate_limit_bucket is 'Tokens that are left, by limit and by who asks. Written by bucket4j.';
comment on column rate_limit_bucket.id is 'The limit''s name, a colon, and a user''s id or an address.';
comment on column rate_limit_bucket.state is 'Bucket4j''s own. Null: nobody has taken a token yet.';
comment on column rate_limit_bucket.expires_at is 'Milliseconds since 1970: the bucket is full by then, and the row goes.';
create index rate_limit_bucket_expired on rate_limit_bucket (expires_at);

grant select, insert, update, delete on rate_limit_bucket to dompet_app;
