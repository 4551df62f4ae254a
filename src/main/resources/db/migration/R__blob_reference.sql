-- Everything that keeps a blob for good: the collector never takes a blob that stands here. The referrer is for people.

drop view if exists blob_reference;
create view blob_reference (sha256, referrer) as
    select t.blob_sha256, 'tensor ' || t.name || ' of artifact ' || t.artifact_id
    from artifact_tensor t
    where t.blob_sha256 is not null
union all
    select a.header_sha256, 'header of artifact ' || a.id
    from artifact a
    where a.header_sha256 is not null
union all
    select a.file_sha256, 'file of artifact ' || a.id
    from artifact a
    where a.file_sha256 is not null
union all
    select f.blob_sha256, 'source ' || f.filename || ' of model ' || f.model_id
    from model_file f
    where f.blob_sha256 is not null
union all
    select c.blob_sha256, 'companion ' || c.filename || ' of model ' || c.model_id
    from companion c;
