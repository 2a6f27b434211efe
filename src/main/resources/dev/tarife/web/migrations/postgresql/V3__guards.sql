create table bundles (
  file varchar(64) primary key,
  jar bytea not null
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'a row of % never changes', tg_table_name;
end
$$;

create trigger invoices_stay before update or delete or truncate on invoices execute function refuse_change();
create trigger invoice_lines_stay before update or delete or truncate on invoice_lines execute function refuse_change();
create trigger journal_stays before update or delete or truncate on journal execute function refuse_change();
create trigger bundle_journal_stays before update or delete or truncate on bundle_journal execute function refuse_change();
