package dev.kennel.catalog;

import java.util.Optional;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;

import dev.kennel.gguf.ModelFacts;
import dev.kennel.jobs.Jobs;

/// `/{owner}/{name}`: which quant should I take?
@Path("/{owner}/{name}")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class ModelPage {

    private final Models models;
    private final QuantTable quants;
    private final Jobs jobs;
    private final ObjectMapper json;

    ModelPage(Models models, QuantTable quants, Jobs jobs, ObjectMapper json) {
        this.models = models;
        this.quants = quants;
        this.jobs = jobs;
        this.json = json;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance model(ModelView view);
    }

    @GET
    public TemplateInstance model(
            @PathParam("owner") String owner, @PathParam("name") String name, @QueryParam("sort") String sort) {
        Model model = models.named(owner, name).orElseThrow(NotFoundException::new);
        QuantOrder order = QuantOrder.parse(sort);
        return Templates.model(new ModelView(
                model,
                models.files(model),
                models.companions(model),
                quants.of(model, order),
                order,
                facts(model),
                jobs.activeAbout(model.repository.path())));
    }

    private Optional<ModelFacts> facts(Model model) {
        try {
            return Optional.of(json.treeToValue(model.facts, ModelFacts.class));
        } catch (JsonProcessingException unreadable) {
            return Optional.empty();
        }
    }
}
