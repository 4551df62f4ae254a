package dev.kennel.gguf;

import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import dev.kennel.gguf.GgufModelFiles.Shard;

/// What the headers of a model's files say about it, for people.
///
/// Texts are the file's own, unchecked: whoever shows them must escape them. Those that people read in one line are cut
/// where they are too long for it.
///
/// @param architecture llama.cpp's name: `qwen35moe`
/// @param family the name that people know: `Qwen3.5`; the architecture where there is no other
/// @param name `general.name`
/// @param basename without version and size
/// @param sizeLabel as its maker states it: `8x3.7M`
/// @param layers those that have tensors, in order
/// @param layersWith how many layers have each part
/// @param weightsByType how many weights are stored in each type
/// @param tensorBytes bytes of all tensors, padding not counted
/// @param fileType `general.file_type`, a number of `llama_ftype`
/// @param alignment `general.alignment`, in bytes; not stated it is 32
public record ModelFacts(
        String architecture,
        String family,
        Optional<String> name,
        Optional<String> basename,
        Optional<String> finetune,
        Optional<String> version,
        Optional<String> sizeLabel,
        Optional<String> description,
        Pedigree pedigree,
        Licence licence,
        List<String> languages,
        List<String> tags,
        ParameterCount parameters,
        Experts experts,
        OptionalLong contextLength,
        OptionalLong embeddingLength,
        long blockCount,
        List<LayerFacts> layers,
        Map<LayerPart, Integer> layersWith,
        CacheGeometry cache,
        TokenizerFacts tokenizer,
        Optional<String> chatTemplate,
        int tensorCount,
        long tensorBytes,
        Map<GgmlType, Long> weightsByType,
        OptionalLong fileType,
        OptionalLong alignment,
        Optional<UsedImatrix> imatrix) {

    /// What llama.cpp loads at most.
    static final long MOST_BLOCKS = 512;

    public ModelFacts {
        languages = List.copyOf(languages);
        tags = List.copyOf(tags);
        layers = List.copyOf(layers);
        layersWith = Collections.unmodifiableMap(layersWith);
        weightsByType = Collections.unmodifiableMap(weightsByType);
    }

    /// @param count routed experts of a layer, 0 in a dense model
    /// @param used of them for each token; the most of any layer
    /// @param shared experts that every token passes
    public record Experts(long count, long used, long shared) {}

    /// @param id `apache-2.0`
    public record Licence(Optional<String> id, Optional<String> name, Optional<String> link) {}

    /// The importance matrix that a quant says it was made with.
    public record UsedImatrix(
            Optional<String> file, Optional<String> dataset, OptionalLong entries, OptionalLong chunks) {}

    /// @throws GgufFormatException when it is no model, or its numbers contradict each other
    public static ModelFacts of(GgufModelFiles files) throws GgufFormatException {
        Shard first = files.shards().getFirst();
        return of(
                first.header(), files.tensorInfos(), first.file().getFileName().toString());
    }

    /// Of a model in one file.
    public static ModelFacts of(GgufHeader header, Path file) throws GgufFormatException {
        return of(header, header.tensors(), file.getFileName().toString());
    }

    private static ModelFacts of(GgufHeader header, List<TensorInfo> tensors, String file) throws GgufFormatException {
        String architecture = header.architecture()
                .filter(name -> !name.isBlank())
                .orElseThrow(() -> new GgufFormatException(
                        file,
                        "general.architecture",
                        "the key is absent or blank: this is no model; convert it again with llama.cpp"));
        try {
            return of(header, tensors, architecture, new ArchitectureKeys(header, file, architecture));
        } catch (ArithmeticException overflow) {
            throw new GgufFormatException(
                    file,
                    "sizes of '" + architecture + "'",
                    "multiplied they do not fit 63 bits; the file is damaged or hostile, fetch it again from a source "
                            + "you trust");
        }
    }

    private static ModelFacts of(
            GgufHeader header, List<TensorInfo> tensors, String architecture, ArchitectureKeys keys)
            throws GgufFormatException {
        List<LayerFacts> layers = LayerFacts.of(tensors);
        return new ModelFacts(
                architecture,
                ModelFamily.of(architecture),
                header.label("general.name"),
                header.label("general.basename"),
                header.label("general.finetune"),
                header.label("general.version"),
                header.label("general.size_label"),
                header.string("general.description"),
                Pedigree.of(header),
                licence(header),
                header.labels("general.languages"),
                header.labels("general.tags"),
                ParameterCount.of(keys, tensors, layers),
                experts(keys, layers),
                keys.number("context_length"),
                keys.number("embedding_length"),
                blockCount(keys, layers),
                layers,
                layersWith(layers),
                CacheGeometry.of(keys, layers),
                TokenizerFacts.of(header),
                header.string("tokenizer.chat_template"),
                tensors.size(),
                tensors.stream().mapToLong(TensorInfo::bytes).reduce(0, Math::addExact),
                weightsByType(tensors),
                header.integer("general.file_type"),
                header.integer(WellKnownKeys.ALIGNMENT),
                imatrix(header));
    }

    /// Bits of tensor data per weight; 0 without tensors.
    public double bitsPerWeight() {
        return parameters.total() == 0 ? 0 : 8.0 * tensorBytes / parameters.total();
    }

    public int layersWith(LayerPart part) {
        return layersWith.getOrDefault(part, 0);
    }

    private static Experts experts(ArchitectureKeys keys, List<LayerFacts> layers) throws GgufFormatException {
        long used = 0;
        for (LayerFacts layer : layers) {
            used = Math.max(used, keys.ofLayer("expert_used_count", layer.index()));
        }
        boolean unstatedShared = keys.has("expert_shared_feed_forward_length") && !keys.has("expert_shared_count");
        long shared = unstatedShared ? 1 : keys.number("expert_shared_count", 0);
        return new Experts(keys.number("expert_count", 0), used, shared);
    }

    private static long blockCount(ArchitectureKeys keys, List<LayerFacts> layers) throws GgufFormatException {
        long count = keys.number("block_count", layers.size());
        if (!layers.isEmpty() && layers.getLast().index() >= count) {
            throw keys.failure(
                    "block_count",
                    count + " contradicts the tensors, which go on to blk."
                            + layers.getLast().index() + "; convert the model again");
        }
        return count;
    }

    private static Map<LayerPart, Integer> layersWith(List<LayerFacts> layers) {
        Map<LayerPart, Integer> counts = new EnumMap<>(LayerPart.class);
        layers.forEach(layer -> layer.parts().forEach(part -> counts.merge(part, 1, Integer::sum)));
        return counts;
    }

    private static Map<GgmlType, Long> weightsByType(List<TensorInfo> tensors) {
        Map<GgmlType, Long> weights = new EnumMap<>(GgmlType.class);
        tensors.forEach(tensor -> weights.merge(tensor.type(), tensor.elements(), Math::addExact));
        return weights;
    }

    private static Licence licence(GgufHeader header) {
        return new Licence(
                header.label("general.license"),
                header.label("general.license.name"),
                header.address("general.license.link"));
    }

    /// What a quant's file says of the importance matrix that it was made with.
    public static Optional<UsedImatrix> imatrix(GgufHeader header) {
        boolean used = header.metadata().keySet().stream().anyMatch(key -> key.startsWith("quantize.imatrix."));
        return used
                ? Optional.of(new UsedImatrix(
                        header.string("quantize.imatrix.file"),
                        header.string("quantize.imatrix.dataset"),
                        header.integer("quantize.imatrix.entries_count"),
                        header.integer("quantize.imatrix.chunks_count")))
                : Optional.empty();
    }
}
