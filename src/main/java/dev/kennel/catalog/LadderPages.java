package dev.kennel.catalog;

import java.net.URI;
import java.util.List;

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
import dev.kennel.recipe.LadderFile;
import dev.kennel.recipe.Recipe;
import dev.kennel.yaml.YamlException;

/// `/ladders/{ladder}`: which recipes are made together? The list of ladders is on `/recipes`.
@Path("/ladders")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class LadderPages {

    private static final URI LIST = URI.create("/recipes#ladders");

    private final Recipes recipes;
    private final Ladders ladders;
    private final RecipeLookup lookup;
    private final ShippedRecipes shipped;

    LadderPages(Recipes recipes, Ladders ladders, RecipeLookup lookup, ShippedRecipes shipped) {
        this.recipes = recipes;
        this.ladders = ladders;
        this.lookup = lookup;
        this.shipped = shipped;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance ladder(LadderEntry ladder, String yaml, List<Recipe> recipes);
    }

    @GET
    public Response list() {
        return Response.seeOther(LIST).build();
    }

    @GET
    @Path("/{ladder}")
    public TemplateInstance ladder(@RestPath String ladder) {
        LadderEntry entry = lookup.ladder(ladder);
        List<Recipe> current = entry.recipes.stream()
                .flatMap(name -> recipes.current(name).stream())
                .map(RecipeVersion::recipe)
                .toList();
        return Templates.ladder(entry, LadderFile.write(entry.ladder()), current);
    }

    @GET
    @Path("/-/new")
    public TemplateInstance fresh(@RestQuery String from) {
        String yaml = from == null
                ? RecipeForm.NEW_LADDER
                : LadderFile.write(lookup.ladder(from).ladder())
                        .replaceFirst("(?m)^name:.*$", "name: " + from + "-copy");
        return form("A new ladder", "/recipes", yaml).page();
    }

    @GET
    @Path("/{ladder}/edit")
    public TemplateInstance edit(@RestPath String ladder) {
        LadderEntry entry = lookup.ladder(ladder);
        return form("Change " + entry.name, "/ladders/" + entry.name, LadderFile.write(entry.ladder()))
                .page();
    }

    @POST
    public Response save(@FormParam("yaml") String yaml) {
        String written = yaml == null ? "" : yaml.replace("\r\n", "\n");
        try {
            return Response.seeOther(URI.create("/ladders/" + ladders.save(written).name))
                    .build();
        } catch (YamlException e) {
            DefinitionForm again = form("Not saved yet", "/recipes", written).with(written, e.problems());
            return Response.status(422)
                    .entity(again.page().render())
                    .type(MediaType.TEXT_HTML)
                    .build();
        }
    }

    @GET
    @Path("/{ladder}/delete")
    public TemplateInstance confirmDeletion(@RestPath String ladder) {
        LadderEntry entry = lookup.ladder(ladder);
        return new DefinitionDeletion(
                        entry.name,
                        RecipeLookup.LIST,
                        "/ladders/" + entry.name,
                        "The ladder is gone; its recipes stay.",
                        entry.shipped)
                .page();
    }

    @POST
    @Path("/{ladder}/delete")
    public Response delete(@RestPath String ladder) {
        ladders.delete(ladder);
        return Response.seeOther(LIST).build();
    }

    @POST
    @Path("/{ladder}/restore")
    public Response restore(@RestPath String ladder) {
        LadderEntry entry =
                shipped.restoreLadder(ladder).orElseThrow(() -> DefinitionProblems.notShipped("ladder", ladder));
        return Response.seeOther(URI.create("/ladders/" + entry.name)).build();
    }

    private static DefinitionForm form(String title, String back, String yaml) {
        return RecipeForm.ofLadder(title, back, yaml);
    }
}
