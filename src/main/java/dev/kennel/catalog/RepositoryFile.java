package dev.kennel.catalog;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/// A file of a repository, there in the revisions from `addedIn` up to but not including `removedIn`.
@Entity
@Table(name = "repository_file")
public class RepositoryFile {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    public Long repositoryId;
    public String path;
    public String sha256;
    public long bytes;

    /// What it holds; both null once that was deleted.
    public Long artifactId;

    public Long companionId;

    public int addedIn;

    /// Null while it is in the newest revision.
    public Integer removedIn;

    /// A companion that the repository keeps without listing it; of no revision.
    public static RepositoryFile unlisted(Companion companion) {
        var file = new RepositoryFile();
        file.path = companion.filename;
        file.sha256 = companion.sha256;
        file.bytes = companion.bytes;
        file.companionId = companion.id;
        return file;
    }

    /// Where it is downloaded.
    ///
    /// @param revision the id of one that has it, or `main`
    public String address(Repository repository, String revision) {
        return FileAddress.of(repository, revision, path);
    }

    /// Whether the bytes are no longer here, although older revisions name them.
    public boolean gone() {
        return artifactId == null && companionId == null;
    }
}
