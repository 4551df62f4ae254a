-- What the job was to encode on; null for those from before jobs said so.
alter table rebuild add column encoding_device text;
alter table derivation_check add column encoding_device text;
