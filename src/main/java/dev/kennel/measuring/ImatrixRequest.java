package dev.kennel.measuring;

import java.util.Optional;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What a person asks an importance matrix of.
///
/// @param text name of the calibration text
/// @param context tokens in a chunk, 512 when absent
/// @param chunks of the text at most; all when absent
/// @param filename what it is called; after model and text when absent
/// @param device what the model is computed on: `cpu`, a device of the machine's page, or `auto`, the first GPU if
///     there is one; that when absent
@Schema(name = "ImatrixRequest")
public record ImatrixRequest(
        Optional<String> text,
        Optional<Integer> context,
        Optional<Integer> chunks,
        Optional<String> filename,
        Optional<String> device) {

    public ImatrixRequest {
        text = text == null ? Optional.empty() : text.filter(name -> !name.isBlank());
        context = context == null ? Optional.empty() : context;
        chunks = chunks == null ? Optional.empty() : chunks;
        filename = filename == null ? Optional.empty() : filename.filter(name -> !name.isBlank());
        device = device == null ? Optional.empty() : device;
    }
}
