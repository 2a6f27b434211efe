create table bundles (
  file varchar(64) primary key,
  jar binary large object not null
);

create trigger invoices_stay before update, delete on invoices for each row call 'dev.tarife.web.store.Unchangeable';
create trigger invoice_lines_stay before update, delete on invoice_lines for each row call 'dev.tarife.web.store.Unchangeable';
create trigger journal_stays before update, delete on journal for each row call 'dev.tarife.web.store.Unchangeable';
create trigger bundle_journal_stays before update, delete on bundle_journal for each row call 'dev.tarife.web.store.Unchangeable';
