-- What refers to a blob, for people: what it is, what to do when it is lost, and whether Kennel can make it.

drop view if exists blob_referrer;
drop view if exists artifact_file;

-- Each file that an artifact is, with how to have its bytes again; no remedy where only older revisions have it.
create view artifact_file (artifact_id, filename, remedy) as
    select distinct a.id,
        f.path || ' in ' || r.owner || '/' || r.name
            || case when f.removed_in is null then '' else ', in older revisions' end
            || case when r.id = m.repository_id then '' else ', a quant of ' || b.owner || '/' || b.name end,
        case
            when q.recipe_digest is not null then 'make the quant ' || q.name || ' of ' || b.owner || '/' || b.name || ' again'
            when a.header_sha256 is null then 'upload ' || f.path || ' again'
        end
    from artifact a
        join model m on m.id = a.model_id
        join repository b on b.id = m.repository_id
        join repository_file f on f.artifact_id = a.id
        join repository r on r.id = f.repository_id
        left join quant q on q.artifact_id = a.id and q.repository_id = f.repository_id and q.filename = f.path
            and f.removed_in is null;

create view blob_referrer (sha256, referrer, remedy, made_here) as
    select t.blob_sha256, 'tensor ' || t.name || ' of ' || f.filename, f.remedy, true
    from artifact_tensor t join artifact_file f on f.artifact_id = t.artifact_id
    where t.blob_sha256 is not null
union all
    select a.header_sha256, 'header of ' || f.filename, f.remedy, true
    from artifact a join artifact_file f on f.artifact_id = a.id
    where a.header_sha256 is not null
union all
    select a.file_sha256, 'file ' || f.filename, f.remedy, false
    from artifact a join artifact_file f on f.artifact_id = a.id
    where a.file_sha256 is not null
union all
    select f.blob_sha256, 'source ' || f.filename || ' of ' || r.owner || '/' || r.name,
        'upload ' || f.filename || ' again', false
    from model_file f join model m on m.id = f.model_id join repository r on r.id = m.repository_id
    where f.blob_sha256 is not null
union all
    select c.blob_sha256, 'companion ' || c.filename || ' of ' || r.owner || '/' || r.name,
        'upload ' || c.filename || ' again', false
    from companion c join model m on m.id = c.model_id join repository r on r.id = m.repository_id
union all
    select t.sha256, 'text ' || t.name, 'add the text ' || t.name || ' again', false
    from evaluation_text t
union all
    select l.sha256, 'logits ' || l.name || ' of ' || r.owner || '/' || r.name,
        'import the logits ' || l.name || ' again', false
    from imported_logits l join model m on m.id = l.model_id join repository r on r.id = m.repository_id
union all
    select m.series_sha256, 'tokens of measurement ' || m.id, 'measure again', false
    from measurement m
    where m.series_sha256 is not null
union all
    select blob_sha256, 'activations ' || id || ' of ' || model_name,
        'capture the activations of ' || model_name || ' again', true
    from activation;
