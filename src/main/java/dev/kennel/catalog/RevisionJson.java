package dev.kennel.catalog;

import java.time.Instant;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// An immutable state of a repository.
///
/// @param ordinal from 1, in order of time
@Schema(name = "Revision")
record RevisionJson(String id, int ordinal, String message, Instant createdAt) {

    /// A revision with its files.
    @Schema(name = "RevisionTree")
    record Tree(RevisionJson revision, List<Entry> files) {}

    /// A file of a revision.
    ///
    /// @param deleted whether its bytes are gone, so that `download` answers 410
    @Schema(name = "RevisionFile")
    record Entry(String path, long bytes, String sha256, boolean deleted, String download) {}

    static RevisionJson of(Revision revision) {
        return new RevisionJson(revision.id, revision.ordinal, revision.message, revision.createdAt);
    }

    static Entry entry(Repository repository, Revision revision, RepositoryFile file) {
        return new Entry(file.path, file.bytes, file.sha256, file.gone(), file.address(repository, revision.id));
    }
}
