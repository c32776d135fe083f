-- What received an event is told of with it, however late and wherever it is dealt with.
alter table webhook_event
  add column request_id  text check (length(request_id) <= 100),
  add column traceparent text check (length(traceparent) <= 55);

comment on column webhook_event.request_id is 'The X-Request-Id of the call that brought it, for the log.';
comment on column webhook_event.traceparent is 'The trace of the call that brought it, as W3C Trace Context writes it; null if it was not traced.';
