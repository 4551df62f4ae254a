-- A ladder that came with Kennel and was deleted is remembered, so that it does not come back at the next start.
alter table ladder add column deleted boolean not null default false;
