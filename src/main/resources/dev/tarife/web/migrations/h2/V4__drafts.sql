-- Edited workbooks that nobody has handed in yet.
create table drafts (
  id varchar(32) primary key,
  owner varchar(64) not null references users,
  base varchar(64) not null,
  created_at timestamp with time zone not null
);

create table draft_workbooks (
  draft varchar(32) not null references drafts on delete cascade,
  name varchar(40) not null,
  content binary large object not null,
  primary key (draft, name)
);
