package dev.kennel.catalog;

import java.net.URI;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import dev.kennel.definitions.DefinitionProblems;
import dev.kennel.web.Page;
import dev.kennel.web.PageRequest;
import dev.kennel.yaml.YamlException;

/// Recipes: listed, read in any version, saved as YAML, deleted and restored.
@Path("/api/v1/recipes")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Recipes")
@RunOnVirtualThread
public class RecipeResource {

    private final Recipes recipes;
    private final RecipeLookup lookup;

    RecipeResource(Recipes recipes, RecipeLookup lookup) {
        this.recipes = recipes;
        this.lookup = lookup;
    }

    @GET
    @Operation(summary = "The current version of every recipe, by name")
    public Page<RecipeJson> all(@BeanParam PageRequest request) {
        return Page.of(recipes.current(), request).map(RecipeJson::of);
    }

    @POST
    @Consumes({"application/yaml", MediaType.TEXT_PLAIN, MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Save a recipe",
            description = "The body is YAML, or JSON, which is YAML too. Under the name of a recipe that is there it"
                    + " becomes that recipe's current version; quants keep the one they were made with.")
    @APIResponseSchema(value = RecipeJson.class, responseCode = "201", responseDescription = "as it was saved")
    public Response save(String yaml) {
        try {
            RecipeVersion version = recipes.save(yaml);
            return Response.created(URI.create("/api/v1/recipes/" + version.name))
                    .entity(RecipeJson.of(version))
                    .build();
        } catch (YamlException e) {
            throw DefinitionProblems.refused("recipe", e);
        }
    }

    @GET
    @Path("/{recipe}")
    @Operation(summary = "A recipe", description = "`version` is a digest; without it, the current version.")
    public RecipeJson one(@RestPath String recipe, @RestQuery String version) {
        return RecipeJson.of(version == null ? lookup.recipe(recipe) : lookup.version(recipe, version));
    }

    @GET
    @Path("/{recipe}/versions")
    @Operation(summary = "All versions of a recipe, newest first")
    public Page<RecipeJson> versions(@RestPath String recipe, @BeanParam PageRequest request) {
        return Page.of(recipes.versions(recipe), request).map(RecipeJson::of);
    }

    @DELETE
    @Path("/{recipe}")
    @Operation(summary = "Take a recipe out of use", description = "Its versions stay for the quants made with them.")
    public void delete(@RestPath String recipe) {
        try {
            if (!recipes.delete(recipe)) {
                throw RecipeLookup.notThere("recipe", recipe);
            }
        } catch (InUseException e) {
            throw RecipeLookup.inUse(e);
        }
    }

    @POST
    @Path("/{recipe}/restore")
    @Operation(summary = "Put a recipe back as it came with Kennel")
    public RecipeJson restore(@RestPath String recipe) {
        return recipes.restore(recipe)
                .map(RecipeJson::of)
                .orElseThrow(() -> DefinitionProblems.notShipped("recipe", recipe));
    }
}
