-- What a draft is about, in its owner's words; empty: they said nothing.
alter table drafts add column title varchar(120) default '' not null;
