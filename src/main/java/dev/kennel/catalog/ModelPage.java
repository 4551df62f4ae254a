package dev.kennel.catalog;

import java.util.Optional;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import org.jboss.resteasy.reactive.RestQuery;

/// `/{owner}/{name}`: which quant should I take? Of a publisher's repository without a model, which quants are in it.
@Path("/{owner}/{name}")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class ModelPage {

    private final CatalogLookup lookup;
    private final Models models;
    private final Quants quants;
    private final ModelViews views;

    ModelPage(CatalogLookup lookup, Models models, Quants quants, ModelViews views) {
        this.lookup = lookup;
        this.models = models;
        this.quants = quants;
        this.views = views;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance model(ModelView view);

        static native TemplateInstance publisher(PublisherView view);
    }

    @GET
    public TemplateInstance page(
            @PathParam("owner") String owner,
            @PathParam("name") String name,
            @QueryParam("sort") String sort,
            @RestQuery Optional<String> columns,
            @RestQuery Optional<String> evaluation,
            @RestQuery Optional<String> timing,
            @RestQuery Optional<String> memory,
            @RestQuery Optional<String> context) {
        Repository repository = lookup.repository(owner, name);
        Optional<Model> model = models.named(owner, name);
        return model.isPresent()
                ? Templates.model(views.of(
                        model.get(),
                        QuantOrder.parse(sort),
                        new ModelShow(columns, evaluation, timing, memory, context)))
                : Templates.publisher(new PublisherView(repository, quants.in(repository)));
    }
}
