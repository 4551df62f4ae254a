package dev.kennel.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;

/// Finds out whether blobs are of one model only. One content is one blob, however many refer to it: a blob goes when
/// all that refers to it goes.
@ApplicationScoped
class BlobShares {

    private static final String OF_MODEL = """
            select t.blob_sha256 as sha256 from artifact_tensor t join artifact a on a.id = t.artifact_id
                where a.model_id = :id and t.blob_sha256 is not null
            union all select header_sha256 from artifact where model_id = :id and header_sha256 is not null
            union all select file_sha256 from artifact where model_id = :id and file_sha256 is not null
            union all select blob_sha256 from model_file where model_id = :id and blob_sha256 is not null
            union all select blob_sha256 from companion where model_id = :id
            union all select sha256 from imported_logits where model_id = :id
            """;

    private static final String OF_COMPANION = "select blob_sha256 as sha256 from companion where id = :id";

    private static final String SHARE = """
            with own as (%s),
            counted as (select sha256, count(*) as times from own group by sha256),
            referred as (select sha256, count(*) as times from blob_reference
                where sha256 in (select sha256 from own) group by sha256)
            select coalesce(sum(b.bytes) filter (where c.times = r.times), 0) as freed,
                coalesce(sum(b.bytes) filter (where c.times < r.times), 0) as shared
            from counted c join referred r on r.sha256 = c.sha256 join blob b on b.sha256 = c.sha256
            """;

    private final EntityManager entities;

    BlobShares(EntityManager entities) {
        this.entities = entities;
    }

    BlobShare of(Model model) {
        return share(OF_MODEL, model.id);
    }

    BlobShare of(Companion companion) {
        return share(OF_COMPANION, companion.id);
    }

    private BlobShare share(String own, long id) {
        Tuple bytes = (Tuple) entities.createNativeQuery(SHARE.formatted(own), Tuple.class)
                .setParameter("id", id)
                .getSingleResult();
        return new BlobShare(
                bytes.get("freed", Number.class).longValue(),
                bytes.get("shared", Number.class).longValue());
    }
}
