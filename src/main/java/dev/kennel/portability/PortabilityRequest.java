package dev.kennel.portability;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Which files shall be tried in all runtimes.
///
/// @param quants as [dev.kennel.catalog.QuantRef] writes them; all of the model when empty
@Schema(name = "PortabilityRequest")
public record PortabilityRequest(List<String> quants) {

    public PortabilityRequest {
        quants = quants == null ? List.of() : List.copyOf(quants);
    }
}
