package dev.kennel.hub;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

import dev.kennel.catalog.Repositories;
import dev.kennel.catalog.Repository;
import dev.kennel.catalog.RepositoryFile;
import dev.kennel.catalog.Revision;
import dev.kennel.catalog.Revisions;
import dev.kennel.hub.Downloads.Missing;

/// What `llama-server -hf owner/name:QUANT` and `hf download owner/name` ask of a hub before they download: the
/// revisions of a repository and the list of its files.
@Path("/api/models/{owner}/{name}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Hub protocol")
@RunOnVirtualThread
public class HubResource {

    private static final String MAIN = "main";

    /// Clients want a size of the pointer file that Git LFS would have; nobody looks at it.
    private static final int POINTER_BYTES = 135;

    private final Repositories repositories;
    private final Revisions revisions;
    private final Readmes readmes;

    HubResource(Repositories repositories, Revisions revisions, Readmes readmes) {
        this.repositories = repositories;
        this.revisions = revisions;
        this.readmes = readmes;
    }

    record Refs(List<Branch> branches, List<Branch> converts, List<Branch> tags) {}

    record Branch(String name, String ref, String targetCommit) {}

    record Info(
            String id, String author, String sha, Instant createdAt, Instant lastModified, List<Sibling> siblings) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Sibling(String rfilename, long size, SiblingLfs lfs) {}

    record SiblingLfs(String sha256, long size, int pointerSize) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(String type, String path, long size, String oid, Lfs lfs) {}

    record Lfs(String oid, long size, int pointerSize) {}

    @GET
    @Transactional
    @Operation(summary = "A repository at its newest revision")
    @APIResponseSchema(value = Info.class, responseCode = "200", responseDescription = "the repository")
    public Response newest(@RestPath String owner, @RestPath String name, @Context UriInfo address) {
        return at(owner, name, MAIN, address);
    }

    @GET
    @Path("/revision/{revision}")
    @Transactional
    @Operation(summary = "A repository at a revision")
    @APIResponseSchema(value = Info.class, responseCode = "200", responseDescription = "the repository")
    public Response at(
            @RestPath String owner, @RestPath String name, @RestPath String revision, @Context UriInfo address) {
        return found(owner, name, revision, (repository, state) -> info(repository, state, address.getBaseUri()));
    }

    @GET
    @Path("/refs")
    @Transactional
    @Operation(summary = "The repository's branches: `main`")
    @APIResponseSchema(value = Refs.class, responseCode = "200", responseDescription = "the branches")
    public Response refs(@RestPath String owner, @RestPath String name) {
        return found(owner, name, MAIN, (_, newest) -> {
            var main = new Branch(MAIN, "refs/heads/main", newest.id);
            return new Refs(List.of(main), List.of(), List.of());
        });
    }

    @GET
    @Path("/tree/{revision}")
    @Transactional
    @Operation(summary = "The files of a revision, in the order in which clients look for a quant")
    @APIResponse(
            responseCode = "200",
            description = "the files",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = Entry.class)))
    public Response tree(
            @RestPath String owner, @RestPath String name, @RestPath String revision, @Context UriInfo address) {
        return found(owner, name, revision, (repository, state) -> entries(repository, state, address.getBaseUri()));
    }

    private List<Entry> entries(Repository repository, Revision revision, URI server) {
        Stream<Entry> readme = readmes.of(repository, server).stream()
                .map(bytes -> new Entry("file", Readmes.PATH, bytes.length, GitBlob.id(bytes), null));
        Stream<Entry> files = files(revision).stream()
                .map(file -> new Entry(
                        "file", file.path, file.bytes, file.sha256, new Lfs(file.sha256, file.bytes, POINTER_BYTES)));
        return Stream.concat(files, readme).toList();
    }

    private interface Answer {
        Object of(Repository repository, Revision revision);
    }

    private Response found(String owner, String name, String revision, Answer answer) {
        Optional<Repository> repository = repositories.named(owner, name);
        if (repository.isEmpty()) {
            return absent(Missing.REPOSITORY, "There is no repository " + owner + "/" + name);
        }
        return revisions
                .resolve(repository.get(), revision)
                .map(state -> Response.ok(answer.of(repository.get(), state)).build())
                .orElseGet(() ->
                        absent(Missing.REVISION, repository.get().path() + " has no revision '" + revision + "'"));
    }

    private Info info(Repository repository, Revision revision, URI server) {
        return new Info(
                repository.path(),
                repository.owner,
                revision.id,
                repository.createdAt,
                revision.createdAt,
                entries(repository, revision, server).stream()
                        .map(HubResource::sibling)
                        .toList());
    }

    private static Sibling sibling(Entry entry) {
        Lfs lfs = entry.lfs();
        return new Sibling(
                entry.path(),
                entry.size(),
                lfs == null ? null : new SiblingLfs(lfs.oid(), lfs.size(), lfs.pointerSize()));
    }

    private List<RepositoryFile> files(Revision revision) {
        return revisions.files(revision).stream()
                .filter(file -> !file.gone())
                .sorted(ClientOrder.BY_PATH)
                .toList();
    }

    private static Response absent(Missing what, String reason) {
        return Response.status(404)
                .header("X-Error-Code", what.code())
                .header("X-Error-Message", reason)
                .entity(Map.of("error", reason))
                .build();
    }
}
