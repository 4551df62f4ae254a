package dev.kennel.gguf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.kennel.gguf.GgufReader.TensorData;

/// A multimodal projector (`mmproj`): an encoder of images or sound, and what turns its output into vectors as wide as
/// a model's embedding.
public final class ProjectorFile {

    /// Weights of the encoders; all others belong to the projection.
    private static final Pattern ENCODER = Pattern.compile("[va]\\..*");

    private final GgufHeader header;

    private ProjectorFile(GgufHeader header) {
        this.header = header;
    }

    /// @throws GgufFormatException when the file is damaged, or has no tensors
    public static ProjectorFile read(Path file) throws IOException {
        GgufHeader header = GgufReader.read(file, TensorData.REQUIRED, GgufLimits.DEFAULT);
        if (header.tensors().isEmpty()) {
            throw new GgufFormatException(file, "tensors", "there are none in this projector; fetch it again");
        }
        return new ProjectorFile(header);
    }

    /// llama.cpp's name of the projection: `qwen3vl_merger`.
    public Optional<String> type() {
        return header.string("clip.projector_type").or(() -> header.string("clip.vision.projector_type"));
    }

    /// Numbers in each vector that it gives the model, as the file states it.
    ///
    /// Files of llama.cpp's current converter state the width of the model's embedding. Old ones state that of the
    /// encoder they came with, and the width is that of their last tensor.
    public OptionalLong statedWidth() {
        return Stream.of("clip.vision.projection_dim", "clip.audio.projection_dim")
                .map(header::integer)
                .filter(OptionalLong::isPresent)
                .findFirst()
                .orElse(OptionalLong.empty());
    }

    /// @return empty when what it gives may be as wide as the model's embedding
    public Optional<String> mismatch(ModelFacts model) {
        long wanted = model.embeddingLength().orElse(0);
        boolean stated = statedWidth().orElse(-1) == wanted;
        boolean projected = header.tensors().stream()
                .filter(tensor -> !ENCODER.matcher(tensor.name()).matches())
                .anyMatch(tensor -> tensor.shape().contains(wanted));
        return stated || projected
                ? Optional.empty()
                : Optional.of("it projects to %s numbers, and the model's embedding has %d"
                        .formatted(statedWidth().isPresent() ? statedWidth().getAsLong() : "other", wanted));
    }
}
