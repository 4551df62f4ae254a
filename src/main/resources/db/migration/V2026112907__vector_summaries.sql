-- what a control vector's file says of itself, so that lists need not read the files; null until it is read
alter table companion add column vector jsonb;
