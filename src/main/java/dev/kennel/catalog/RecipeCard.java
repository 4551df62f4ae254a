package dev.kennel.catalog;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.Blocking;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/// `/recipes/{recipe}.json`, `.md` and `.yaml`: a recipe's page in other forms.
@Path("/recipes/{recipe}.{form:(json|md|yaml)}")
@Blocking
public class RecipeCard {

    private final RecipeLookup lookup;

    RecipeCard(RecipeLookup lookup) {
        this.lookup = lookup;
    }

    @GET
    @Operation(hidden = true)
    public Response card(@RestPath String recipe, @RestPath String form, @RestQuery String version) {
        RecipeVersion found = version == null ? lookup.recipe(recipe) : lookup.version(recipe, version);
        return switch (form) {
            case "json" ->
                Response.ok(RecipeJson.of(found), MediaType.APPLICATION_JSON).build();
            case "yaml" ->
                Response.ok(found.yaml, "application/yaml;charset=UTF-8").build();
            default -> Response.ok(markdown(found), ModelCard.MARKDOWN).build();
        };
    }

    private static String markdown(RecipeVersion version) {
        return """
                # %s

                %s

                Version sha256 `%s`.

                ```yaml
                %s```
                """.formatted(version.name, version.recipe().use(), version.digest, version.yaml);
    }
}
