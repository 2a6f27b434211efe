-- What an account is called on invoices.
create table account_names (
  account varchar(64) primary key references accounts,
  name varchar(200) not null
);

-- Who issued an invoice and to whom, as they were called then.
create table invoice_names (
  invoice varchar(100) primary key references invoices,
  supplier varchar(1000) not null,
  customer varchar(200) not null
);
create trigger invoice_names_stay before update, delete on invoice_names for each row call 'dev.tarife.web.store.Unchangeable';
