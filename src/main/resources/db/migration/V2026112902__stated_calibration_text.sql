-- Of a matrix that came from elsewhere, somebody may say which text it was computed from.
alter table companion add column text_stated boolean not null default false;
