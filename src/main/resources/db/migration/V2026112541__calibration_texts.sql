-- The text that an importance matrix was computed from, where Kennel computed it.
alter table companion add column text_sha256 text;
alter table companion add column text_name text;
