-- The attempt number only ever grows, so that no two attempts share one; how often a worker died is counted by itself.
alter table share add column deaths int not null default 0;
