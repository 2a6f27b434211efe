-- Who may sign in. A password is kept as its hash; must_change says that only its owner may know the next one.
create table users (
  name varchar(64) primary key,
  password varchar(200) not null,
  role varchar(16) not null check (role in ('viewer', 'finance', 'approver', 'admin')),
  must_change boolean not null,
  disabled boolean not null,
  created_at timestamp with time zone not null
);
