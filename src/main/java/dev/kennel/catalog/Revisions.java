package dev.kennel.catalog;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/// The history of repositories. A revision is a digest of its parent, its message, its time and its files, so that
/// the same id never means two states.
@ApplicationScoped
public class Revisions implements PanacheRepositoryBase<Revision, String> {

    private final Clock clock;

    Revisions(Clock clock) {
        this.clock = clock;
    }

    /// A file as it enters a repository: exactly one of the two ids is set.
    public record NewFile(String path, String sha256, long bytes, Long artifactId, Long companionId) {}

    /// Newest first.
    ///
    /// @param ordinal only revisions before this one
    List<Revision> before(Repository repository, int ordinal, int limit) {
        return find("repositoryId = ?1 and ordinal < ?2 order by ordinal desc", repository.id, ordinal)
                .page(0, limit)
                .list();
    }

    public Optional<Revision> newest(Repository repository) {
        return find("repositoryId = ?1 order by ordinal desc", repository.id).firstResultOptional();
    }

    /// By the name `main` (the newest), a whole id, or the beginning of one, 7 digits or more.
    public Optional<Revision> resolve(Repository repository, String revision) {
        if (revision.equals("main")) {
            return newest(repository);
        }
        if (!revision.matches("[0-9a-f]{7,40}")) {
            return Optional.empty();
        }
        List<Revision> found = list("repositoryId = ?1 and id like ?2", repository.id, revision + "%");
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /// The files of a revision by path, those that are gone since included.
    public List<RepositoryFile> files(Revision revision) {
        return getEntityManager()
                .createQuery("""
                        from RepositoryFile
                        where repositoryId = ?1 and addedIn <= ?2 and (removedIn is null or removedIn > ?2)
                        order by path
                        """, RepositoryFile.class)
                .setParameter(1, revision.repositoryId)
                .setParameter(2, revision.ordinal)
                .getResultList();
    }

    public Optional<RepositoryFile> file(Revision revision, String path) {
        return getEntityManager()
                .createQuery("""
                        from RepositoryFile
                        where repositoryId = ?1 and addedIn <= ?2 and (removedIn is null or removedIn > ?2) and path = ?3
                        """, RepositoryFile.class)
                .setParameter(1, revision.repositoryId)
                .setParameter(2, revision.ordinal)
                .setParameter(3, path)
                .getResultStream()
                .findFirst();
    }

    /// Adds a revision in which `added` are there, in place of files of the same path.
    @Transactional(TxType.MANDATORY)
    public Revision add(Repository repository, String message, List<NewFile> added) {
        return next(repository, message, added, List.of());
    }

    /// Adds a revision without the files of those paths. Their bytes are gone from the older ones too.
    @Transactional(TxType.MANDATORY)
    public Revision remove(Repository repository, String message, List<String> removed) {
        return next(repository, message, List.of(), removed);
    }

    private Revision next(Repository repository, String message, List<NewFile> added, List<String> removed) {
        getEntityManager().lock(repository, LockModeType.PESSIMISTIC_WRITE);
        Optional<Revision> parent = newest(repository);
        var revision = new Revision();
        revision.repositoryId = repository.id;
        revision.ordinal = parent.map(newest -> newest.ordinal + 1).orElse(1);
        revision.message = message;
        revision.createdAt = clock.instant();
        removed.forEach(path -> end(repository, path, revision.ordinal));
        added.forEach(file -> {
            end(repository, file.path(), revision.ordinal);
            begin(repository, file, revision.ordinal);
        });
        getEntityManager().flush();
        revision.id = digest(parent, revision);
        persist(revision);
        return revision;
    }

    private void end(Repository repository, String path, int ordinal) {
        getEntityManager()
                .createQuery("""
                        update RepositoryFile set removedIn = ?1
                        where repositoryId = ?2 and path = ?3 and removedIn is null
                        """)
                .setParameter(1, ordinal)
                .setParameter(2, repository.id)
                .setParameter(3, path)
                .executeUpdate();
    }

    private void begin(Repository repository, NewFile file, int ordinal) {
        var entry = new RepositoryFile();
        entry.repositoryId = repository.id;
        entry.path = file.path();
        entry.sha256 = file.sha256();
        entry.bytes = file.bytes();
        entry.artifactId = file.artifactId();
        entry.companionId = file.companionId();
        entry.addedIn = ordinal;
        getEntityManager().persist(entry);
    }

    private String digest(Optional<Revision> parent, Revision revision) {
        var text = new StringBuilder(parent.map(known -> known.id).orElse(""))
                .append('\n')
                .append(revision.repositoryId)
                .append('\n')
                .append(revision.createdAt)
                .append('\n')
                .append(revision.message);
        for (RepositoryFile file : files(revision)) {
            text.append('\n').append(file.sha256).append(' ').append(file.path);
        }
        try {
            byte[] sha1 =
                    MessageDigest.getInstance("SHA-1").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha1);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1", e);
        }
    }
}
