-- Artifacts of which a blob is lost. There are next to no lost blobs, so this costs next to nothing.

drop view if exists incomplete_artifact;
create view incomplete_artifact (artifact_id) as
    select t.artifact_id from artifact_tensor t join blob b on b.sha256 = t.blob_sha256 where b.state = 'LOST'
union
    select a.id from artifact a join blob b on b.sha256 = a.header_sha256 where b.state = 'LOST'
union
    select a.id from artifact a join blob b on b.sha256 = a.file_sha256 where b.state = 'LOST';
