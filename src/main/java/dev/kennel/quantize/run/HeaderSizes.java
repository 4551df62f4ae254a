package dev.kennel.quantize.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.kennel.llama.HeaderWriter;
import dev.kennel.llama.HeaderWriter.HeaderTensor;
import dev.kennel.llama.KvOverride;
import dev.kennel.quantize.TensorPlan;

/// How long headers are. That depends on the keys and the tensors' names and shapes, not on their types, so that the
/// recipes over one source share two lengths: with and without an importance matrix.
final class HeaderSizes {

    private static final int ANY_FILE_TYPE = 0;

    private final HeaderWriter writer;
    private final Source source;
    private final Map<List<KvOverride>, Integer> known = new HashMap<>();

    HeaderSizes(HeaderWriter writer, Source source) {
        this.writer = writer;
        this.source = source;
    }

    long of(List<KvOverride> keys, List<TensorPlan> tensors) {
        return known.computeIfAbsent(keys, unknown -> measure(unknown, tensors));
    }

    private int measure(List<KvOverride> keys, List<TensorPlan> tensors) {
        List<HeaderTensor> asInSource = tensors.stream()
                .map(tensor -> new HeaderTensor(tensor.name(), tensor.sourceType()))
                .toList();
        return writer.write(source.shards(), ANY_FILE_TYPE, keys, asInSource).length;
    }
}
