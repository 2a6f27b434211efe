-- Everything that was changed, by whom: each entry holds the hash of the one before.
create table journal (
  seq bigint primary key,
  at timestamp with time zone not null,
  who varchar(64) not null,
  action varchar(40) not null,
  subject varchar(300) not null,
  detail varchar(4000) not null,
  previous varchar(64) not null,
  sha256 varchar(64) not null unique
);

-- Who changes something takes the row of its name first, so that others wait.
create table locks (
  name varchar(40) primary key
);
insert into locks (name) values ('journal'), ('bundles');

create table tokens (
  id varchar(32) primary key,
  owner varchar(64) not null references users,
  label varchar(100) not null,
  sha256 varchar(64) not null unique,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null
);

create table accounts (
  id varchar(64) primary key,
  description varchar(1000000) not null,
  updated_at timestamp with time zone not null,
  updated_by varchar(64) not null
);

-- A delivery of usage.
create table batches (
  id bigint generated always as identity primary key,
  account varchar(64) not null references accounts,
  name varchar(200) not null,
  sha256 varchar(64) not null,
  records bigint not null,
  added bigint not null,
  replaced bigint not null,
  received_at timestamp with time zone not null,
  received_by varchar(64) not null
);

-- Usage as it was delivered, each record once. Seconds since 1970: starts is rounded down, ends up.
create table usage_records (
  account varchar(64) not null references accounts,
  record_id varchar(512) not null,
  usage_type varchar(256) not null,
  starts bigint not null,
  ends bigint,
  content varchar(1000000) not null,
  batch bigint not null references batches,
  line bigint not null,
  primary key (account, record_id)
);
create index usage_by_start on usage_records (account, starts);

-- What a later version of a record took the place of.
create table replaced_records (
  id bigint generated always as identity primary key,
  account varchar(64) not null,
  record_id varchar(512) not null,
  content varchar(1000000) not null,
  starts bigint not null,
  ends bigint,
  batch bigint not null references batches,
  line bigint not null,
  replaced_by bigint not null references batches
);
create index replaced_by_account on replaced_records (account, replaced_by);

-- Never changed once they are there. Number 1 is the invoice of a month, the others correct it.
create table invoices (
  id varchar(100) primary key,
  account varchar(64) not null references accounts,
  period varchar(7) not null,
  number integer not null,
  class varchar(16) not null check (class in ('invoice', 'correction')),
  currency varchar(3) not null,
  bundle_version varchar(40) not null,
  bundle_sha256 varchar(64) not null,
  bundle_file varchar(64) not null,
  total_exact numeric(38, 10) not null,
  total numeric(38, 10) not null,
  batch bigint not null,
  description varchar(1000000) not null,
  document text not null,
  issued_at timestamp with time zone not null,
  issued_by varchar(64) not null,
  unique (account, period, number)
);

create table invoice_lines (
  invoice varchar(100) not null references invoices,
  number integer not null,
  charge varchar(100) not null,
  description varchar(1000) not null,
  kind varchar(16) not null,
  instance varchar(256),
  region varchar(64),
  dimensions varchar(100000) not null,
  tier integer,
  quantity numeric(50, 20) not null,
  unit varchar(64) not null,
  unit_price numeric(50, 20) not null,
  amount numeric(38, 10) not null,
  sources text not null,
  story text not null,
  primary key (invoice, number)
);

-- The journal of the bundles, as a bundle store writes it.
create table bundle_journal (
  seq bigint primary key,
  line varchar(100000) not null
);

-- Who approved which bundle, by the hash of its file.
create table approvals (
  file varchar(64) not null,
  who varchar(64) not null,
  why varchar(500) not null,
  at timestamp with time zone not null,
  primary key (file, who)
);
