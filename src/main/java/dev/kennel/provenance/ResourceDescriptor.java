package dev.kennel.provenance;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// An in-toto ResourceDescriptor v1: a thing that a derivation took or left.
///
/// @param uri null where a digest says which it is
/// @param digest by algorithm; null where the URI says which it is
/// @param annotations what else is known, all of it in words
@Schema(name = "ResourceDescriptor")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ResourceDescriptor(String name, String uri, Map<String, String> digest, Map<String, String> annotations) {

    static ResourceDescriptor file(String name, String sha256, Map<String, String> annotations) {
        return new ResourceDescriptor(name, null, Map.of("sha256", sha256), annotations);
    }

    static ResourceDescriptor program(String name, String uri, Map<String, String> annotations) {
        return new ResourceDescriptor(name, uri, Map.of(), annotations);
    }
}
