package dev.kennel.hub;

import java.util.List;
import java.util.Optional;

import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

import dev.kennel.catalog.Repositories;
import dev.kennel.catalog.Repository;
import dev.kennel.catalog.RepositoryFile;
import dev.kennel.catalog.Revision;
import dev.kennel.catalog.Revisions;
import dev.kennel.hub.Downloads.Missing;

/// What `llama-server -hf owner/name:QUANT` asks of a hub before it downloads: the revisions and the list of files.
@Path("/api/models/{owner}/{name}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Hub protocol")
@RunOnVirtualThread
public class HubResource {

    private final Repositories repositories;
    private final Revisions revisions;

    HubResource(Repositories repositories, Revisions revisions) {
        this.repositories = repositories;
        this.revisions = revisions;
    }

    record Refs(List<Branch> branches, List<Branch> converts, List<Branch> tags) {}

    record Branch(String name, String ref, String targetCommit) {}

    record Entry(String type, String path, long size, String oid, Lfs lfs) {}

    record Lfs(String oid, long size, int pointerSize) {}

    @GET
    @Path("/refs")
    @Transactional
    @Operation(summary = "The repository's branches: `main`")
    public Response refs(@RestPath String owner, @RestPath String name) {
        return repositories
                .named(owner, name)
                .flatMap(revisions::newest)
                .map(newest -> Response.ok(
                        new Refs(List.of(new Branch("main", "refs/heads/main", newest.id)), List.of(), List.of())))
                .orElseGet(() -> absent(Missing.REPOSITORY, "There is no repository " + owner + "/" + name))
                .build();
    }

    @GET
    @Path("/tree/{revision}")
    @Transactional
    @Operation(summary = "The files of a revision, in the order in which clients look for a quant")
    public Response tree(@RestPath String owner, @RestPath String name, @RestPath String revision) {
        Optional<Repository> repository = repositories.named(owner, name);
        if (repository.isEmpty()) {
            return absent(Missing.REPOSITORY, "There is no repository " + owner + "/" + name)
                    .build();
        }
        return revisions
                .resolve(repository.get(), revision)
                .map(state -> Response.ok(entries(state)))
                .orElseGet(() -> absent(Missing.REVISION, "There is no revision '" + revision + "'"))
                .build();
    }

    private List<Entry> entries(Revision revision) {
        return revisions.files(revision).stream()
                .filter(file -> !file.gone())
                .sorted(ClientOrder.BY_PATH)
                .map(HubResource::entry)
                .toList();
    }

    private static Entry entry(RepositoryFile file) {
        return new Entry("file", file.path, file.bytes, file.sha256, new Lfs(file.sha256, file.bytes, 0));
    }

    private static Response.ResponseBuilder absent(Missing what, String reason) {
        return Response.status(404).header("X-Error-Code", what.code()).header("X-Error-Message", reason);
    }
}
