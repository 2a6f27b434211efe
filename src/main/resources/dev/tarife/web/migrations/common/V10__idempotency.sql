-- Requests that are done once, however often they are sent. A row without a status was begun and not answered.
create table idempotency_keys (
  -- SHA-256 of the user and their key.
  id varchar(64) primary key,
  -- SHA-256 of the request: the same key of another one is refused.
  request varchar(64) not null,
  begun_at timestamp with time zone not null,
  status integer,
  location varchar(400),
  content_type varchar(100),
  -- Null: it held a secret, which is shown once.
  answer text
);
create index idempotency_keys_by_time on idempotency_keys (begun_at);
