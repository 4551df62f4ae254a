package dev.kennel.catalog;

import java.net.URI;
import java.util.List;
import java.util.Optional;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;

import dev.kennel.web.Problem;
import dev.kennel.web.ProblemException;

/// `/{owner}/{name}/temperament`: what is it like?
@Path("/{owner}/{name}/temperament")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class TemperamentPage {

    private final CatalogLookup lookup;
    private final Temperaments temperaments;

    TemperamentPage(CatalogLookup lookup, Temperaments temperaments) {
        this.lookup = lookup;
        this.temperaments = temperaments;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance edit(
                Model model, String words, List<Temperament> history, Optional<Problem> refusal);
    }

    @GET
    public TemplateInstance page(@RestPath String owner, @RestPath String name) {
        Model model = lookup.model(owner, name);
        return edit(model, Optional.ofNullable(model.temperament).orElse(""), Optional.empty());
    }

    @POST
    public Response say(@RestPath String owner, @RestPath String name, @RestForm String words) {
        Model model = lookup.model(owner, name);
        try {
            temperaments.say(model.id, words);
            return Response.seeOther(URI.create("/" + model.repository.path())).build();
        } catch (ProblemException e) {
            return Response.status(e.problem().status())
                    .entity(edit(model, words, Optional.of(e.problem())))
                    .build();
        }
    }

    private TemplateInstance edit(Model model, String words, Optional<Problem> refusal) {
        return Templates.edit(model, words, temperaments.of(model), refusal);
    }
}
