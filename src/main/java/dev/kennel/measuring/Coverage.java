package dev.kennel.measuring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.kennel.gguf.ImatrixFile;

/// How many tokens each expert of each layer saw while an importance matrix was computed.
///
/// @param datasets the texts, as its maker named them
/// @param chunkSize tokens of a chunk
/// @param layers with experts; none for a dense model
@Schema(name = "ImatrixCoverage")
public record Coverage(List<String> datasets, long chunks, long chunkSize, int tensors, List<Layer> layers) {

    private static final Pattern EXPERTS =
            Pattern.compile("blk\\.(\\d+)\\.(ffn_(?:gate|up|down|gate_up)_exps)\\.weight");

    /// @param tokens that each expert saw, over all chunks
    @Schema(name = "LayerCoverage")
    public record Layer(int layer, List<Long> tokens) {

        /// Experts that no token was routed to: a low-bit type would quantize them blind.
        public long getNeverRouted() {
            return tokens.stream().filter(count -> count == 0).count();
        }
    }

    static Coverage read(Path file) throws IOException {
        ImatrixFile imatrix = ImatrixFile.read(file);
        Map<Integer, Layer> layers = new TreeMap<>();
        for (String tensor : imatrix.tensors()) {
            Matcher name = EXPERTS.matcher(tensor);
            if (name.matches()) {
                int layer = Integer.parseInt(name.group(1));
                // all of a layer's products see the same tokens
                if (!layers.containsKey(layer)) {
                    layers.put(layer, new Layer(layer, imatrix.tokens(tensor).orElse(List.of())));
                }
            }
        }
        return new Coverage(
                imatrix.datasets(),
                imatrix.chunkCount(),
                imatrix.chunkSize(),
                imatrix.tensors().size(),
                new ArrayList<>(layers.values()));
    }

    public long neverRouted() {
        return layers.stream().mapToLong(Layer::getNeverRouted).sum();
    }

    public long experts() {
        return layers.stream().mapToLong(layer -> layer.tokens().size()).sum();
    }
}
