-- The lines that a line of an agreement is computed from: their numbers, as JSON.
alter table invoice_lines add column stands_on text default '[]' not null;
