-- Usage records, many in a file: compressed columns. A delivery makes one; small ones are merged into larger.
create table usage_segments (
  id bigint generated always as identity primary key,
  account varchar(64) not null references accounts,
  records bigint not null,
  -- How many of them took the place of an earlier version, in another file or in this.
  replacing bigint not null,
  last_batch bigint not null references batches,
  -- Names of the columns beside those of the input format, as a JSON list.
  attributes varchar(1000000) not null,
  records_sha256 varchar(64) not null,
  keys_sha256 varchar(64) not null
);
create index usage_segments_of on usage_segments (account);

-- The bytes of the two files of a segment: the records, and what their ids hash to.
create table usage_chunks (
  segment bigint not null references usage_segments on delete cascade,
  file varchar(8) not null,
  number integer not null,
  content bytea not null,
  primary key (segment, file, number)
);

-- What starts in a month: records, and records of other files that these took the place of.
create table usage_months (
  segment bigint not null references usage_segments on delete cascade,
  period varchar(7) not null,
  records bigint not null,
  replaced bigint not null,
  primary key (segment, period)
);

-- From when to when the records of a usage type reach; of any type, where it is empty. Seconds since 1970.
create table usage_spans (
  segment bigint not null references usage_segments on delete cascade,
  usage_type varchar(256) not null,
  starts bigint not null,
  ends bigint,
  primary key (segment, usage_type)
);

-- The content is packed already.
alter table usage_chunks alter column content set storage external;
