-- What encoded, beside what the job was to encode on; null for those from before it was noted, and of a checked tensor
-- that nothing was made for.
alter table rebuild add column encoders jsonb;
alter table checked_tensor add column encoder text;
