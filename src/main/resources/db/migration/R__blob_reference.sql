-- Everything that keeps a blob for good: the collector never takes a blob that stands here.

drop view if exists blob_reference;
create view blob_reference (sha256) as
    select blob_sha256 from artifact_tensor where blob_sha256 is not null
union all
    select header_sha256 from artifact where header_sha256 is not null
union all
    select file_sha256 from artifact where file_sha256 is not null
union all
    select blob_sha256 from model_file where blob_sha256 is not null
union all
    select blob_sha256 from companion
union all
    select blob_sha256 from activation
union all
    select sha256 from evaluation_text
union all
    select sha256 from imported_logits
union all
    select series_sha256 from measurement where series_sha256 is not null;
