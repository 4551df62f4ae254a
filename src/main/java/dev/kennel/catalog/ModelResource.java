package dev.kennel.catalog;

import java.util.List;
import java.util.Optional;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import dev.kennel.web.Page;
import dev.kennel.web.PageRequest;

/// One model, its quants, and the repository that their files are in.
@Path("/api/v1/models/{owner}/{name}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalog")
@RunOnVirtualThread
public class ModelResource {

    private final CatalogLookup lookup;
    private final ModelViews views;
    private final QuantTable table;
    private final QuantDeletion deletion;
    private final ModelDeletion modelDeletion;
    private final CompanionDeletion companionDeletion;
    private final TensorSearch search;
    private final Revisions revisions;

    ModelResource(
            CatalogLookup lookup,
            ModelViews views,
            QuantTable table,
            QuantDeletion deletion,
            ModelDeletion modelDeletion,
            CompanionDeletion companionDeletion,
            TensorSearch search,
            Revisions revisions) {
        this.lookup = lookup;
        this.views = views;
        this.table = table;
        this.deletion = deletion;
        this.modelDeletion = modelDeletion;
        this.companionDeletion = companionDeletion;
        this.search = search;
        this.revisions = revisions;
    }

    @GET
    @Operation(summary = "A model, with what its GGUF says")
    public ModelJson.Detail model(@RestPath String owner, @RestPath String name) {
        return ModelJson.detail(views.of(lookup.model(owner, name)));
    }

    @DELETE
    @Operation(
            summary = "Delete a model",
            description = "With its repository, all quants of it (those made elsewhere leave their publishers'"
                    + " repositories) and what is kept beside it. Files that were imported by reference are not"
                    + " touched, and what was measured stays. The name is free afterwards. 409 while a job about it is"
                    + " under way.")
    public void deleteModel(@RestPath String owner, @RestPath String name) {
        modelDeletion.delete(lookup.model(owner, name).id);
    }

    @DELETE
    @Path("/companions/{filename}")
    @Operation(
            summary = "Delete an importance matrix, a projector or a control vector",
            description = "Adds a revision without the file, which is gone from the older ones too; a control vector is"
                    + " in none. Quants that were made with it go on naming it. 409 while a job needs it.")
    public void deleteCompanion(@RestPath String owner, @RestPath String name, @RestPath String filename) {
        companionDeletion.delete(lookup.companion(lookup.model(owner, name), filename).id);
    }

    @GET
    @Path("/tensors")
    @Operation(summary = "The tensors of a model's source", description = "`q` is a part of the name.")
    public Page<TensorJson> tensors(
            @RestPath String owner,
            @RestPath String name,
            @RestQuery @DefaultValue("") String q,
            @BeanParam PageRequest request) {
        return tensors(search.of(lookup.model(owner, name), q, request.pageCursor(), request.limit()));
    }

    @GET
    @Path("/quants")
    @Operation(
            summary = "All quants of a model, made here and elsewhere",
            description = "`sort` is name, size, bits, made, kld, kld999, top, ratio, prompt, writing or memory, with a"
                    + " minus in front for descending order. `evaluation` is the key of the one that quality figures"
                    + " are to be of, `timing` that of speeds, else the commonest.")
    public Page<QuantJson> quants(
            @RestPath String owner,
            @RestPath String name,
            @RestQuery String sort,
            @RestQuery Optional<String> evaluation,
            @RestQuery Optional<String> timing,
            @BeanParam PageRequest request) {
        QuantListing listing = table.of(lookup.model(owner, name), QuantOrder.parse(sort), evaluation, timing);
        return Page.of(listing.rows(), request).map(QuantJson::of);
    }

    @GET
    @Path("/quants/{quant}")
    @Operation(
            summary = "A quant",
            description = "A quant made elsewhere is found in its publisher's repository, `{publisher}/{name}`.")
    public QuantJson quant(@RestPath String owner, @RestPath String name, @RestPath String quant) {
        return QuantJson.of(table.row(lookup.quant(owner, name, quant)));
    }

    @DELETE
    @Path("/quants/{quant}")
    @Operation(
            summary = "Delete a quant",
            description = "Adds a revision without its file, which is gone from the older ones too.")
    public void delete(@RestPath String owner, @RestPath String name, @RestPath String quant) {
        deletion.delete(lookup.quant(owner, name, quant).id);
    }

    @GET
    @Path("/quants/{quant}/tensors")
    @Operation(summary = "The tensors of a quant", description = "`q` is a part of the name.")
    public Page<TensorJson> quantTensors(
            @RestPath String owner,
            @RestPath String name,
            @RestPath String quant,
            @RestQuery @DefaultValue("") String q,
            @BeanParam PageRequest request) {
        return tensors(search.of(lookup.quant(owner, name, quant).artifact, q, request.pageCursor(), request.limit()));
    }

    @GET
    @Path("/revisions")
    @Operation(summary = "The revisions of a repository, newest first")
    public Page<RevisionJson> revisions(@RestPath String owner, @RestPath String name, @BeanParam PageRequest request) {
        Repository repository = lookup.repository(owner, name);
        int before = request.numericCursor()
                .map(cursor -> Math.clamp(cursor, 0, Integer.MAX_VALUE))
                .orElse(Integer.MAX_VALUE);
        List<Revision> rows = revisions.before(repository, before, request.limit() + 1);
        return Page.of(rows, request.limit(), revision -> String.valueOf(revision.ordinal))
                .map(RevisionJson::of);
    }

    @GET
    @Path("/revisions/{revision}")
    @Operation(
            summary = "The files of a revision",
            description = "`main` is the newest; otherwise an id, or the beginning of one.")
    public RevisionJson.Tree tree(@RestPath String owner, @RestPath String name, @RestPath String revision) {
        Repository repository = lookup.repository(owner, name);
        Revision found = lookup.revision(repository, revision);
        return new RevisionJson.Tree(
                RevisionJson.of(found),
                revisions.files(found).stream()
                        .map(file -> RevisionJson.entry(repository, found, file))
                        .toList());
    }

    private static Page<TensorJson> tensors(TensorSearch.Found found) {
        return new Page<>(
                found.tensors().stream().map(TensorJson::of).toList(),
                found.hasNext() ? String.valueOf(found.page() + 1) : null);
    }
}
