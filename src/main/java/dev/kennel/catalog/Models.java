package dev.kennel.catalog;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.web.Problem;

/// The models of the catalog, with what belongs to them.
@ApplicationScoped
public class Models implements PanacheRepository<Model> {

    /// By owner and name, in any case.
    public Optional<Model> named(String owner, String name) {
        return find("lower(repository.owner) = lower(?1) and lower(repository.name) = lower(?2)", owner, name)
                .firstResultOptional();
    }

    /// The model that an address names, in any case.
    ///
    /// @throws dev.kennel.web.ProblemException when it is not there
    public Model require(String owner, String name) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> named(owner, name))
                .orElseThrow(() -> Problem.notFound("There is no model " + owner + "/" + name)
                        .next("The catalog lists what is there.")
                        .exception());
    }

    public List<ModelFile> files(Model model) {
        return getEntityManager()
                .createQuery("from ModelFile where modelId = ?1 order by shard", ModelFile.class)
                .setParameter(1, model.id)
                .getResultList();
    }

    public List<ModelTensor> tensors(Model model) {
        return getEntityManager()
                .createQuery("from ModelTensor where key.modelId = ?1 order by key.ordinal", ModelTensor.class)
                .setParameter(1, model.id)
                .getResultList();
    }

    public List<Companion> companions(Model model) {
        return getEntityManager()
                .createQuery("from Companion where modelId = ?1 order by kind, filename", Companion.class)
                .setParameter(1, model.id)
                .getResultList();
    }

    /// A companion of the repository's model that its revisions do not list.
    public Optional<Companion> unlisted(Repository repository, String filename) {
        return named(repository.owner, repository.name)
                .flatMap(model -> companion(model, filename))
                .filter(companion -> !companion.kind.listed());
    }

    public Optional<Companion> companion(Model model, String filename) {
        return companions(model).stream()
                .filter(companion -> companion.filename.equals(filename))
                .findFirst();
    }

    /// The importance matrix that a sweep takes unless told otherwise: the newest.
    public Optional<Companion> imatrix(Model model) {
        return getEntityManager()
                .createQuery(
                        "from Companion where modelId = ?1 and kind = ?2 order by createdAt desc, id desc",
                        Companion.class)
                .setParameter(1, model.id)
                .setParameter(2, Companion.Kind.IMATRIX)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }
}
