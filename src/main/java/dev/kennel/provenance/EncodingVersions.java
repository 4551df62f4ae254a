package dev.kennel.provenance;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import dev.kennel.catalog.Quant;

/// Which encoding version the tensors of a quant are of, as their units say.
@ApplicationScoped
class EncodingVersions {

    private final EntityManager entities;

    EncodingVersions(EntityManager entities) {
        this.entities = entities;
    }

    @SuppressWarnings("unchecked")
    String of(Quant quant) {
        List<String> versions = entities.createNativeQuery("""
                        select distinct u.encoding_version from artifact_tensor t
                            join unit u on u.blob_sha256 = t.blob_sha256 and u.type = t.type
                        where t.artifact_id = :artifact order by 1
                        """, String.class)
                .setParameter("artifact", quant.artifact.id)
                .getResultList();
        return versions.isEmpty() ? "not recorded" : String.join(", ", versions);
    }
}
