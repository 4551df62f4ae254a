package dev.kennel.quantize.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.kennel.gguf.GgmlType;
import dev.kennel.gguf.GgufFiles;
import dev.kennel.gguf.GgufLimits;
import dev.kennel.gguf.GgufModelFiles;
import dev.kennel.gguf.GgufReader.TensorData;
import dev.kennel.gguf.ShardedTensor;
import dev.kennel.gguf.TensorInfo;
import dev.kennel.recipe.FileType;

/// The model that quants are made from, by its headers.
final class Source {

    private final GgufModelFiles files;
    private final Map<String, ShardedTensor> tensors;

    private Source(GgufModelFiles files) {
        this.files = files;
        this.tensors = files.tensors().stream().collect(Collectors.toMap(ShardedTensor::name, Function.identity()));
    }

    static Source open(List<Path> shards) throws IOException {
        return new Source(new GgufFiles(TensorData.MAY_BE_ABSENT, GgufLimits.DEFAULT).of(shards));
    }

    List<Path> shards() {
        return files.shards().stream().map(GgufModelFiles.Shard::file).toList();
    }

    String architecture() {
        return files.header().architecture().orElse("");
    }

    int alignment() {
        return files.header().alignment();
    }

    int tensorCount() {
        return tensors.size();
    }

    /// A copy, in the source's order.
    Set<String> tensorNames() {
        return new LinkedHashSet<>(
                files.tensors().stream().map(ShardedTensor::name).toList());
    }

    boolean has(String tensor) {
        return tensors.containsKey(tensor);
    }

    TensorInfo tensor(String name) {
        ShardedTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("The source has no tensor named '" + name + "'");
        }
        return tensor.info();
    }

    /// Number of importance weights that fit a tensor: columns times experts.
    long importanceWeights(String name) {
        TensorInfo tensor = tensor(name);
        return tensor.rowLength() * tensor.dimension(2);
    }

    /// `general.file_type` of a quant: the number of its base, or for a copy that of the source.
    ///
    /// @param fileOrder the tensors' names
    int fileType(FileType base, List<String> fileOrder) {
        if (base != FileType.COPY) {
            return base.id();
        }
        return (int) files.header().integer("general.file_type").orElseGet(() -> GuessedFileType.of(types(fileOrder)));
    }

    private List<GgmlType> types(List<String> names) {
        return names.stream().map(name -> tensor(name).type()).toList();
    }
}
