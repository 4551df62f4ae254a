package dev.kennel.catalog;

import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;

import dev.kennel.web.ByteScale;

/// `/{owner}/{name}/tree/{revision}`: what files are there? `/{owner}/{name}/commits`: which revisions?
@Path("/{owner}/{name}")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class FilesPage {

    private static final int REVISIONS = 50;

    private final CatalogLookup lookup;
    private final Models models;
    private final Revisions revisions;

    FilesPage(CatalogLookup lookup, Models models, Revisions revisions) {
        this.lookup = lookup;
        this.models = models;
        this.revisions = revisions;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance tree(
                Repository repository,
                Revision revision,
                boolean newest,
                boolean card,
                List<RepositoryFile> files,
                ByteScale scale);

        static native TemplateInstance commits(
                Repository repository, List<Revision> revisions, boolean newest, Integer next);
    }

    @GET
    @Path("/tree/{revision}")
    public TemplateInstance tree(
            @PathParam("owner") String owner, @PathParam("name") String name, @PathParam("revision") String revision) {
        Repository repository = lookup.repository(owner, name);
        Revision found = lookup.revision(repository, revision);
        boolean newest = revisions
                .newest(repository)
                .filter(known -> known.id.equals(found.id))
                .isPresent();
        boolean card = models.named(owner, name).isPresent();
        List<RepositoryFile> files = revisions.files(found);
        ByteScale scale = ByteScale.of(files.stream().map(file -> file.bytes).toList());
        return Templates.tree(repository, found, newest, card, files, scale);
    }

    @GET
    @Path("/commits")
    public TemplateInstance commits(
            @PathParam("owner") String owner, @PathParam("name") String name, @QueryParam("before") Integer before) {
        Repository repository = lookup.repository(owner, name);
        List<Revision> found = revisions.before(repository, before == null ? Integer.MAX_VALUE : before, REVISIONS + 1);
        List<Revision> shown = found.subList(0, Math.min(REVISIONS, found.size()));
        Integer next = found.size() > REVISIONS ? shown.getLast().ordinal : null;
        return Templates.commits(repository, shown, before == null, next);
    }
}
