package dev.kennel.catalog;

import java.net.URI;
import java.util.List;
import java.util.Optional;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import dev.kennel.definitions.DefinitionDeletion;
import dev.kennel.definitions.DefinitionForm;
import dev.kennel.definitions.DefinitionProblems;
import dev.kennel.web.PageRequest;
import dev.kennel.yaml.YamlException;

/// `/recipes`: what can a model be made into? `/recipes/{recipe}`: what does it do, and who used it? No name of a
/// recipe begins with `-`, so `/recipes/-/…` is free for what is not one.
@Path("/recipes")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class RecipePages {

    private final Recipes recipes;
    private final Ladders ladders;
    private final RecipeLookup lookup;
    private final Quants quants;
    private final ShippedRecipes shipped;

    RecipePages(Recipes recipes, Ladders ladders, RecipeLookup lookup, Quants quants, ShippedRecipes shipped) {
        this.recipes = recipes;
        this.ladders = ladders;
        this.lookup = lookup;
        this.quants = quants;
        this.shipped = shipped;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(RecipeList list);

        static native TemplateInstance recipe(RecipeView view, Optional<String> refusal);
    }

    @GET
    public TemplateInstance list() {
        return Templates.list(new RecipeList(
                recipes.current(), ladders.all(), quants.byRecipe(), recipes.deleted(), shipped.problem()));
    }

    @GET
    @Path("/{recipe}")
    public TemplateInstance recipe(
            @RestPath String recipe, @RestQuery String version, @RestQuery @DefaultValue("1") int page) {
        return Templates.recipe(view(recipe, version, Math.clamp(page, 1, PageRequest.LAST_PAGE)), Optional.empty());
    }

    @GET
    @Path("/-/new")
    public TemplateInstance fresh(@RestQuery String from) {
        String yaml = from == null
                ? RecipeForm.NEW_RECIPE
                : lookup.recipe(from).yaml.replaceFirst("(?m)^name:.*$", "name: " + from + "-copy");
        return form("A new recipe", "/recipes", yaml).page();
    }

    @GET
    @Path("/{recipe}/edit")
    public TemplateInstance edit(@RestPath String recipe) {
        RecipeVersion version = lookup.recipe(recipe);
        return form("Change " + version.name, "/recipes/" + version.name, version.yaml)
                .page();
    }

    @POST
    public Response save(@FormParam("yaml") String yaml) {
        String written = yaml == null ? "" : yaml.replace("\r\n", "\n");
        try {
            RecipeVersion version = recipes.save(written);
            return Response.seeOther(URI.create("/recipes/" + version.name)).build();
        } catch (YamlException e) {
            DefinitionForm again = form("Not saved yet", "/recipes", written).with(written, e.problems());
            return Response.status(422)
                    .entity(again.page().render())
                    .type(MediaType.TEXT_HTML)
                    .build();
        }
    }

    @GET
    @Path("/{recipe}/delete")
    public TemplateInstance confirmDeletion(@RestPath String recipe) {
        String name = lookup.recipe(recipe).name;
        boolean restorable = recipes.versions(name).stream().anyMatch(known -> known.shipped);
        return new DefinitionDeletion(
                        name,
                        RecipeLookup.LIST,
                        "/recipes/" + name,
                        "No plan offers the recipe any more. Its versions stay for the quants made with them.",
                        restorable)
                .page();
    }

    @POST
    @Path("/{recipe}/delete")
    public Response delete(@RestPath String recipe) {
        try {
            recipes.delete(recipe);
            return Response.seeOther(URI.create("/recipes")).build();
        } catch (InUseException e) {
            return Response.status(Response.Status.CONFLICT)
                    .entity(Templates.recipe(
                                    view(recipe, null, 1), Optional.of(e.getMessage() + " Take it out there first."))
                            .render())
                    .type(MediaType.TEXT_HTML)
                    .build();
        }
    }

    @POST
    @Path("/{recipe}/restore")
    public Response restore(@RestPath String recipe) {
        RecipeVersion version =
                recipes.restore(recipe).orElseThrow(() -> DefinitionProblems.notShipped("recipe", recipe));
        return Response.seeOther(URI.create("/recipes/" + version.name)).build();
    }

    private RecipeView view(String recipe, String digest, int page) {
        List<RecipeVersion> versions = recipes.versions(recipe);
        RecipeVersion version = digest == null
                ? versions.stream()
                        .filter(known -> known.current)
                        .findFirst()
                        .or(() -> versions.stream().findFirst())
                        .orElseThrow(() -> RecipeLookup.notThere("recipe", recipe))
                : lookup.version(recipe, digest);
        List<String> digests = versions.stream().map(known -> known.digest).toList();
        return new RecipeView(
                version,
                versions,
                quants.madeWith(digests, page, RecipeView.PAGE),
                quants.countMadeWith(digests),
                page,
                ladders.having(version.name));
    }

    private static DefinitionForm form(String title, String back, String yaml) {
        return RecipeForm.ofRecipe(title, back, yaml);
    }
}
