package dev.kennel.catalog;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;

import io.quarkus.hibernate.orm.panache.PanacheRepository;

/// The quants of the catalog, with their files' bytes.
@ApplicationScoped
public class Quants implements PanacheRepository<Quant> {

    /// All quants of a base, made here or elsewhere, largest first.
    public List<Quant> of(Model model) {
        return list(
                "from Quant q join fetch q.artifact join fetch q.repository where q.model = ?1"
                        + " order by q.artifact.bytes desc, q.name",
                model);
    }

    /// All quants whose files are in a repository, largest first.
    public List<Quant> in(Repository repository) {
        return list(
                "from Quant q join fetch q.artifact join fetch q.model m join fetch m.repository"
                        + " where q.repository = ?1"
                        + " order by q.artifact.bytes desc, q.name",
                repository);
    }

    /// Made with one of these versions of a recipe, the newest first.
    ///
    /// @param page from 1
    List<Quant> madeWith(List<String> digests, int page, int limit) {
        return find(
                        "from Quant q join fetch q.artifact join fetch q.repository join fetch q.model m"
                                + " join fetch m.repository where q.recipeDigest in ?1"
                                + " order by q.madeAt desc, q.id desc",
                        digests)
                .range((page - 1) * limit, page * limit - 1)
                .list();
    }

    long countMadeWith(List<String> digests) {
        return count("recipeDigest in ?1", digests);
    }

    /// How many quants of a model were made here with this very importance matrix.
    long countMadeWith(Model model, Companion imatrix) {
        return count("model = ?1 and imatrixName = ?2 and imatrixSha256 = ?3", model, imatrix.filename, imatrix.sha256);
    }

    /// How many quants were made with each recipe, by its name.
    Map<String, Long> byRecipe() {
        var counts = new HashMap<String, Long>();
        getEntityManager()
                .createQuery(
                        "select r.name, count(q) from Quant q join RecipeVersion r on r.digest = q.recipeDigest"
                                + " group by r.name",
                        Tuple.class)
                .getResultList()
                .forEach(row -> counts.put(row.get(0, String.class), row.get(1, Long.class)));
        return counts;
    }

    /// By its repository and its name, in any case.
    public Optional<Quant> named(Repository repository, String name) {
        return find("repository = ?1 and lower(name) = lower(?2)", repository, name)
                .firstResultOptional();
    }

    /// By the address of its page, in any case.
    public Optional<Quant> inRepository(String owner, String name, String quant) {
        return find(
                        "lower(repository.owner) = lower(?1) and lower(repository.name) = lower(?2)"
                                + " and lower(name) = lower(?3)",
                        owner,
                        name,
                        quant)
                .firstResultOptional();
    }

    public List<ArtifactTensor> tensors(Artifact artifact) {
        return getEntityManager()
                .createQuery("from ArtifactTensor where key.artifactId = ?1 order by key.ordinal", ArtifactTensor.class)
                .setParameter(1, artifact.id)
                .getResultList();
    }

    public Optional<Artifact> artifact(Model model, String sha256) {
        return getEntityManager()
                .createQuery("from Artifact where modelId = ?1 and sha256 = ?2", Artifact.class)
                .setParameter(1, model.id)
                .setParameter(2, sha256)
                .getResultStream()
                .findFirst();
    }

    /// Which of these artifacts cannot be read to the end: the store lost some of their blobs.
    @SuppressWarnings("unchecked")
    Set<Long> incomplete(Collection<Long> artifacts) {
        return Set.copyOf(getEntityManager()
                .createNativeQuery(
                        "select artifact_id from incomplete_artifact where artifact_id in (:artifacts)", Long.class)
                .setParameter("artifacts", artifacts)
                .getResultList());
    }

    boolean uses(Artifact artifact) {
        return count("artifact", artifact) > 0;
    }
}
