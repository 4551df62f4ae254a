package dev.kennel.measuring;

import java.util.Optional;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What a person asks an importance matrix of.
///
/// @param text name of the calibration text
/// @param context tokens in a chunk, 512 when absent
/// @param chunks of the text at most; all when absent
/// @param filename what it is called; after model and text when absent
@Schema(name = "ImatrixRequest")
public record ImatrixRequest(
        Optional<String> text, Optional<Integer> context, Optional<Integer> chunks, Optional<String> filename) {

    public ImatrixRequest {
        text = text == null ? Optional.empty() : text.filter(name -> !name.isBlank());
        context = context == null ? Optional.empty() : context;
        chunks = chunks == null ? Optional.empty() : chunks;
        filename = filename == null ? Optional.empty() : filename.filter(name -> !name.isBlank());
    }
}
