package dev.kennel.steering;

import java.util.Optional;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Which direction of a sparse autoencoder a person wants as a control vector.
///
/// @param path of its safetensors file on the server
/// @param upload name of a complete upload, in place of `path`
/// @param tensor name of its decoder; found by the names that publishers use when absent
/// @param layout how the features lie in it: `rows` or `columns`; seen from its shape when absent
/// @param index of the feature, counted from 0
/// @param block whose output the autoencoder reads, counted from 0
/// @param label what the feature is about
/// @param norm length that the direction is brought to; as in the file when absent
/// @param filename that the vector is kept as; after model, block and feature when absent
/// @param keepUpload whether the upload stays, for more of its features
@Schema(name = "SaeRequest")
public record SaeRequest(
        @Schema(description = "A file on the server, below kennel.import.roots")
        Optional<String> path,

        Optional<String> upload,
        @Schema(examples = "W_dec") Optional<String> tensor,
        Optional<String> layout,
        Optional<Integer> index,
        Optional<Integer> block,
        Optional<String> label,
        Optional<Double> norm,
        Optional<String> filename,
        boolean keepUpload) {

    public SaeRequest {
        path = given(path);
        upload = given(upload);
        tensor = given(tensor);
        layout = given(layout);
        label = given(label);
        filename = given(filename);
    }

    private static Optional<String> given(Optional<String> value) {
        return value.map(String::strip).filter(text -> !text.isEmpty());
    }
}
