package dev.kennel.catalog;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import dev.kennel.gguf.GgmlType;
import dev.kennel.web.PageRequest;

/// Finds tensors of a model or of a quant by a part of their name.
@ApplicationScoped
class TensorSearch {

    private final EntityManager entities;

    TensorSearch(EntityManager entities) {
        this.entities = entities;
    }

    /// A tensor as the tables list it.
    ///
    /// @param sha256 of its bytes; of a quant's tensor the blob's, null where it has none
    record Tensor(int ordinal, String name, GgmlType type, List<Long> shape, long bytes, String sha256) {

        /// "2048 × 8192", the row length first.
        public String dimensions() {
            return String.join(" × ", shape.stream().map(String::valueOf).toList());
        }

        public double bits() {
            return 8.0 * bytes / shape.stream().reduce(1L, Math::multiplyExact);
        }
    }

    /// A page of what was found.
    ///
    /// @param page from 1
    /// @param limit tensors a page
    record Found(String text, int page, int limit, long count, List<Tensor> tensors) {

        public boolean hasNext() {
            return (long) page * limit < count;
        }

        public String query(int otherPage) {
            return "?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8) + "&page=" + otherPage;
        }
    }

    Found of(Model model, String text, int page, int limit) {
        return find("ModelTensor", "modelId", "sha256", model.id, text, page, limit);
    }

    Found of(Artifact artifact, String text, int page, int limit) {
        return find("ArtifactTensor", "artifactId", "blobSha256", artifact.id, text, page, limit);
    }

    private Found find(String entity, String owner, String digest, long id, String text, int page, int limit) {
        String wanted = text == null ? "" : text.strip();
        int shown = Math.clamp(page, 1, PageRequest.LAST_PAGE);
        String from = " from " + entity + " where key." + owner + " = :id and locate(:text, lower(name)) > 0";
        long count = entities.createQuery("select count(*)" + from, Long.class)
                .setParameter("id", id)
                .setParameter("text", wanted.toLowerCase(Locale.ROOT))
                .getSingleResult();
        List<Tensor> tensors = entities.createQuery(
                        "select key.ordinal, name, type, shape, bytes, " + digest + from + " order by key.ordinal",
                        Tensor.class)
                .setParameter("id", id)
                .setParameter("text", wanted.toLowerCase(Locale.ROOT))
                .setFirstResult((shown - 1) * limit)
                .setMaxResults(limit)
                .getResultList();
        return new Found(wanted, shown, limit, count, tensors);
    }
}
