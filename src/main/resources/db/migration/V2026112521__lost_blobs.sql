-- A blob is lost when its file was damaged or went missing: its row stays, so that what refers to it is known to be
-- incomplete, until the same bytes are made or imported again.

alter table blob drop constraint blob_state_check;
alter table blob add constraint blob_state_check check (state in ('READY', 'LOST', 'DELETING'));
create index blob_lost on blob (sha256) where state = 'LOST';
