-- Who a person is, and what a token may do.
-- kind: local (signs in with a password here), provider (an OpenID Connect provider says who they are), machine (has only tokens).
-- credentials counts how often the password was changed: a session of an earlier count has ended.
alter table users add column kind varchar(16) default 'local' not null;
alter table users add column credentials integer default 0 not null;
-- A provider's person is known by issuer and subject, whatever they are called. withdrawn: the provider gives them no role.
alter table users add column issuer varchar(255);
alter table users add column subject varchar(255);
alter table users add column confirmed_at timestamp with time zone;
alter table users add column withdrawn boolean default false not null;
alter table users add constraint subject_once unique (issuer, subject);
-- Not "in": H2 binds such a check to the session that created it.
alter table users add constraint kind_is_known
  check (case kind when 'local' then true when 'provider' then true when 'machine' then true else false end);

alter table tokens add column scopes varchar(200) default 'all' not null;
alter table tokens add column used_at timestamp with time zone;
create index tokens_by_owner on tokens (owner);

-- Written and read to see whether the database can be.
create table pulse (
  name varchar(16) primary key,
  beat bigint not null
);
insert into pulse (name, beat) values ('service', 0);
