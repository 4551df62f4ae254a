package dev.kennel.catalog;

import java.net.URI;
import java.util.List;

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
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

import dev.kennel.definitions.DefinitionProblems;
import dev.kennel.recipe.LadderFile;
import dev.kennel.web.Page;
import dev.kennel.web.PageRequest;
import dev.kennel.yaml.YamlException;

/// Ladders: recipes that are usually made together.
@Path("/api/v1/ladders")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Recipes")
@RunOnVirtualThread
public class LadderResource {

    private final Ladders ladders;
    private final ShippedRecipes shipped;
    private final RecipeLookup lookup;

    LadderResource(Ladders ladders, ShippedRecipes shipped, RecipeLookup lookup) {
        this.ladders = ladders;
        this.shipped = shipped;
        this.lookup = lookup;
    }

    /// @param recipes their names, from the smallest file to the largest
    /// @param shipped whether it is as it came with Kennel
    @Schema(name = "Ladder")
    record LadderJson(String name, String use, List<String> recipes, boolean shipped, String yaml) {

        static LadderJson of(LadderEntry entry) {
            return new LadderJson(
                    entry.name, entry.use, entry.recipes, entry.shipped, LadderFile.write(entry.ladder()));
        }
    }

    @GET
    @Operation(summary = "All ladders, by name")
    public Page<LadderJson> all(@BeanParam PageRequest request) {
        return Page.of(ladders.all(), request).map(LadderJson::of);
    }

    @POST
    @Consumes({"application/yaml", MediaType.TEXT_PLAIN, MediaType.APPLICATION_JSON})
    @Operation(summary = "Save a ladder", description = "The body is YAML, or JSON, which is YAML too.")
    @APIResponseSchema(value = LadderJson.class, responseCode = "201", responseDescription = "as it was saved")
    public Response save(String yaml) {
        try {
            LadderEntry entry = ladders.save(yaml);
            return Response.created(URI.create("/api/v1/ladders/" + entry.name))
                    .entity(LadderJson.of(entry))
                    .build();
        } catch (YamlException e) {
            throw DefinitionProblems.refused("ladder", e);
        }
    }

    @GET
    @Path("/{ladder}")
    @Operation(summary = "A ladder")
    public LadderJson one(@RestPath String ladder) {
        return LadderJson.of(lookup.ladder(ladder));
    }

    @DELETE
    @Path("/{ladder}")
    @Operation(summary = "Delete a ladder; its recipes stay")
    public void delete(@RestPath String ladder) {
        if (!ladders.delete(ladder)) {
            throw RecipeLookup.notThere("ladder", ladder);
        }
    }

    @POST
    @Path("/{ladder}/restore")
    @Operation(summary = "Put a ladder back as it came with Kennel")
    public LadderJson restore(@RestPath String ladder) {
        return shipped.restoreLadder(ladder)
                .map(LadderJson::of)
                .orElseThrow(() -> DefinitionProblems.notShipped("ladder", ladder));
    }
}
