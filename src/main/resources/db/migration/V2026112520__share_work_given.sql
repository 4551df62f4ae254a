-- What of a share's work was done at no cost: found in the store, or done by an earlier attempt. Rates leave it out.
alter table share add column work_given bigint not null default 0;

-- One upload a name, whoever begins it.
create unique index upload_filename on upload (filename);

-- How fast a sweep was, lately and on the way.
create index sweep_unit_done on sweep_unit (job_id, done_at) where nanos is not null;
