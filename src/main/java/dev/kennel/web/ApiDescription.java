package dev.kennel.web;

import java.util.Map;
import java.util.Set;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/// Makes `/q/openapi` describe the API and the files, not the pages, and say of every operation that it may answer a
/// [Problem].
@OpenApiFilter
public class ApiDescription implements OASFilter {

    /// The tag of operations outside of `/api` that are described all the same.
    public static final String FILES = "Files";

    private static final String PROBLEM = "Problem";

    @Override
    public void filterOpenAPI(OpenAPI api) {
        Map.copyOf(api.getPaths().getPathItems()).forEach((path, item) -> {
            if (!path.startsWith("/api/") && !isOfFiles(item)) {
                api.getPaths().removePathItem(path);
            }
        });
        api.getPaths().getPathItems().values().forEach(ApiDescription::mayFail);
        Components components = api.getComponents();
        components.addSchema(PROBLEM, problem()).addResponse(PROBLEM, problemResponse());
        Set<String> used = new SchemaUse(components).of(api.getPaths());
        Set.copyOf(components.getSchemas().keySet()).stream()
                .filter(name -> !used.contains(name))
                .forEach(components::removeSchema);
    }

    private static boolean isOfFiles(PathItem path) {
        return path.getOperations().values().stream()
                .anyMatch(operation ->
                        operation.getTags() != null && operation.getTags().contains(FILES));
    }

    private static void mayFail(PathItem path) {
        for (Operation operation : path.getOperations().values()) {
            operation
                    .getResponses()
                    .setDefaultValue(OASFactory.createAPIResponse().ref(PROBLEM));
        }
    }

    private static APIResponse problemResponse() {
        var content = OASFactory.createContent()
                .addMediaType(
                        Problem.MEDIA_TYPE,
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref(PROBLEM)));
        return OASFactory.createAPIResponse()
                .description("what went wrong, why, and what to do next")
                .content(content);
    }

    private static Schema problem() {
        Schema field = of(SchemaType.OBJECT, "one field of the request that is wrong")
                .addProperty("field", of(SchemaType.STRING, "its place: recipes[3].name"))
                .addProperty("message", of(SchemaType.STRING, "what is wrong with it"));
        return of(SchemaType.OBJECT, "a problem, as RFC 9457 describes it; what is empty is left out")
                .addProperty("type", of(SchemaType.STRING, "a URI for the kind of problem, or about:blank"))
                .addProperty("title", of(SchemaType.STRING, "what went wrong"))
                .addProperty("status", of(SchemaType.INTEGER, "the HTTP status"))
                .addProperty("detail", of(SchemaType.STRING, "why, with the values"))
                .addProperty("next", of(SchemaType.STRING, "what can be done about it"))
                .addProperty(
                        "errors",
                        of(SchemaType.ARRAY, "the fields that are wrong").items(field))
                .addProperty("errorId", of(SchemaType.STRING, "finds an unexpected failure in the server's log"));
    }

    private static Schema of(SchemaType type, String description) {
        return OASFactory.createSchema().addType(type).description(description);
    }
}
