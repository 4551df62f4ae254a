package dev.kennel.web;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.Paths;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/// Finds the named schemas that an API's operations refer to, directly or through others.
final class SchemaUse {

    private final Components components;
    private final Set<String> used = new HashSet<>();

    SchemaUse(Components components) {
        this.components = components;
    }

    Set<String> of(Paths paths) {
        for (PathItem path : paths.getPathItems().values()) {
            parameters(path.getParameters());
            path.getOperations().values().forEach(this::operation);
        }
        components.getResponses().values().forEach(response -> content(response.getContent()));
        return used;
    }

    private void operation(Operation operation) {
        parameters(operation.getParameters());
        if (operation.getRequestBody() != null) {
            content(operation.getRequestBody().getContent());
        }
        operation.getResponses().getAPIResponses().values().forEach(response -> content(response.getContent()));
    }

    private void parameters(List<Parameter> parameters) {
        for (Parameter parameter : orNone(parameters)) {
            schema(parameter.getSchema());
            content(parameter.getContent());
        }
    }

    private void content(Content content) {
        if (content != null) {
            content.getMediaTypes().values().stream().map(MediaType::getSchema).forEach(this::schema);
        }
    }

    private void schema(Schema schema) {
        if (schema == null) {
            return;
        }
        if (schema.getRef() != null) {
            reference(schema.getRef());
        }
        schema(schema.getItems());
        schema(schema.getAdditionalPropertiesSchema());
        Map<String, Schema> properties = schema.getProperties();
        orNone(properties == null ? null : properties.values()).forEach(this::schema);
        Stream.of(schema.getAllOf(), schema.getAnyOf(), schema.getOneOf())
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .forEach(this::schema);
    }

    private void reference(String reference) {
        String name = reference.substring(reference.lastIndexOf('/') + 1);
        if (used.add(name)) {
            schema(components.getSchemas().get(name));
        }
    }

    private static <T> Collection<T> orNone(Collection<T> values) {
        return values == null ? List.of() : values;
    }
}
