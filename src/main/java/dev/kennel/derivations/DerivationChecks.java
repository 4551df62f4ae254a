package dev.kennel.derivations;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import io.quarkus.hibernate.orm.panache.PanacheRepository;

/// All checks of derivations. Files are named by their SHA-256.
@ApplicationScoped
public class DerivationChecks implements PanacheRepository<DerivationCheck> {

    private final Clock clock;

    DerivationChecks(Clock clock) {
        this.clock = clock;
    }

    /// Adds what was found of a tensor.
    @Transactional(TxType.MANDATORY)
    public void add(CheckedTensor tensor) {
        getEntityManager().persist(tensor);
    }

    /// Adds a check, counting its job's tensors.
    @Transactional(TxType.MANDATORY)
    public void add(DerivationCheck check) {
        List<CheckedTensor> tensors = tensors(check.jobId);
        check.tensors = tensors.size();
        check.copied = count(tensors, TensorVerdict.COPIED);
        check.plain = count(tensors, TensorVerdict.PLAIN);
        check.weighted = count(tensors, TensorVerdict.WEIGHTED);
        check.different = count(tensors, TensorVerdict.DIFFERENT);
        check.unchecked = count(tensors, TensorVerdict.UNCHECKED);
        check.environment = tensors.stream()
                .map(tensor -> tensor.environment)
                .filter(environment -> environment != null)
                .findFirst()
                .orElse(null);
        check.checkedAt = clock.instant();
        persist(check);
    }

    private static int count(List<CheckedTensor> tensors, TensorVerdict verdict) {
        return (int)
                tensors.stream().filter(tensor -> tensor.verdict == verdict).count();
    }

    /// What a job has found so far, in file order.
    public List<CheckedTensor> tensors(long jobId) {
        return getEntityManager()
                .createQuery("from CheckedTensor where key.jobId = ?1 order by key.ordinal", CheckedTensor.class)
                .setParameter(1, jobId)
                .getResultList();
    }

    /// Drops what a job found that never came to its end.
    @Transactional(TxType.MANDATORY)
    public void drop(long jobId) {
        getEntityManager()
                .createQuery("delete from CheckedTensor where key.jobId = ?1")
                .setParameter(1, jobId)
                .executeUpdate();
    }

    /// Those of a file, the newest first.
    public List<DerivationCheck> of(String file) {
        return list("fileSha256 = ?1 order by id desc", file);
    }

    /// The newest of a file, with its tensors.
    public Optional<CheckedDerivation> newest(String file) {
        return find("fileSha256 = ?1 order by id desc", file)
                .firstResultOptional()
                .map(this::whole);
    }

    /// What a job found, once it is over.
    public Optional<CheckedDerivation> of(long jobId) {
        return find("jobId = ?1", jobId).firstResultOptional().map(this::whole);
    }

    private CheckedDerivation whole(DerivationCheck check) {
        List<CheckedTensor> tensors = tensors(check.jobId).stream()
                .sorted(Comparator.comparingInt(DerivationChecks::rank))
                .toList();
        return new CheckedDerivation(check, tensors);
    }

    /// Those that are not exact first; within, the order of the file.
    private static int rank(CheckedTensor tensor) {
        return switch (tensor.verdict) {
            case DIFFERENT -> 0;
            case UNCHECKED -> 1;
            case COPIED, PLAIN, WEIGHTED -> 2;
        };
    }
}
