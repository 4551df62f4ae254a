package dev.kennel.hub;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.kennel.blob.VirtualFile;
import dev.kennel.catalog.ModelCard;
import dev.kennel.catalog.Models;
import dev.kennel.catalog.Repositories;
import dev.kennel.catalog.Repository;
import dev.kennel.catalog.RepositoryContent;
import dev.kennel.catalog.RepositoryFile;
import dev.kennel.catalog.Revision;
import dev.kennel.catalog.Revisions;

/// Downloads are the files of the catalog's repositories.
@ApplicationScoped
class CatalogDownloads implements Downloads {

    private static final String MEDIA_TYPE = "application/octet-stream";
    private static final long MOST_SEGMENTS = 100_000;

    private final Repositories repositories;
    private final Models models;
    private final Revisions revisions;
    private final RepositoryContent content;
    private final Readmes readmes;

    /// What belongs to a key is laid out in the same way until it is deleted; then no revision leads to it any more.
    private final Cache<Bytes, VirtualFile> laidOut = Caffeine.newBuilder()
            .maximumWeight(MOST_SEGMENTS)
            .weigher((Bytes _, VirtualFile file) -> 1 + file.segments().size())
            .build();

    CatalogDownloads(
            Repositories repositories, Models models, Revisions revisions, RepositoryContent content, Readmes readmes) {
        this.repositories = repositories;
        this.models = models;
        this.revisions = revisions;
        this.content = content;
        this.readmes = readmes;
    }

    @Override
    @Transactional
    public Found find(String owner, String name, String revision, String path, URI server) {
        Optional<Repository> repository = repositories.named(owner, name);
        if (repository.isEmpty()) {
            return new Found.Absent(Missing.REPOSITORY, "There is no repository " + owner + "/" + name);
        }
        Optional<Revision> state = revisions.resolve(repository.get(), revision);
        if (state.isEmpty()) {
            return new Found.Absent(Missing.REVISION, repository.get().path() + " has no revision '" + revision + "'");
        }
        Optional<byte[]> readme = path.equals(Readmes.PATH) ? readmes.of(repository.get(), server) : Optional.empty();
        if (readme.isPresent()) {
            return new Found.File(new ServedBytes(readme.get(), Readmes.PATH, ModelCard.MARKDOWN, commit(state.get())));
        }
        return revisions
                .file(state.get(), path)
                .or(() -> models.unlisted(repository.get(), path).map(RepositoryFile::unlisted))
                .map(file -> found(file, state.get()))
                .orElseGet(() -> new Found.Absent(
                        Missing.ENTRY, repository.get().path() + " has no file '" + path + "' in this revision"));
    }

    private Found found(RepositoryFile file, Revision revision) {
        if (file.gone()) {
            return new Found.Gone(file.path + " was deleted; the newest revision has what is left");
        }
        if (!content.isAsImported(file)) {
            return new Found.Gone(file.path + " was imported by reference, and the file on the server is gone or has"
                    + " changed since; it has to be imported again");
        }
        if (content.isIncomplete(file)) {
            return new Found.Incomplete(file.path, content.remedy(file));
        }
        return new Found.File(new ServedFile(layout(file), file.path, MEDIA_TYPE, commit(revision)));
    }

    private static Map<String, String> commit(Revision revision) {
        return Map.of("X-Repo-Commit", revision.id);
    }

    private VirtualFile layout(RepositoryFile file) {
        return laidOut.get(
                new Bytes(file.artifactId, content.isAssembled(file), file.companionId), _ -> content.of(file));
    }

    /// What the bytes of a file belong to; one of the two ids is null.
    private record Bytes(Long artifactId, boolean assembled, Long companionId) {}
}
