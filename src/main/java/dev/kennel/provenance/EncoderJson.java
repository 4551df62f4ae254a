package dev.kennel.provenance;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.kennel.quantize.EncodersUsed;

/// What encoded the tensors of a type, as the API says it.
///
/// @param encoder `ggml`, `simd`, `opencl`, `cuda`; several with commas between
@Schema(name = "TypeEncoder")
record EncoderJson(String type, String encoder) {

    static List<EncoderJson> of(EncodersUsed used) {
        return used.types().stream()
                .map(each -> new EncoderJson(each.type().ggmlName(), each.encoder()))
                .toList();
    }
}
