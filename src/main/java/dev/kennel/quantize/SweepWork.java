package dev.kennel.quantize;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import dev.kennel.gguf.GgufDigest;
import dev.kennel.gguf.GgufModelFiles;
import dev.kennel.gguf.ShardedTensor;
import dev.kennel.quantize.AssembleTask.TensorBlob;
import dev.kennel.quantize.EncodeTask.TensorWork;
import dev.kennel.quantize.EncodeTask.UnitWork;

/// The units that plans over one source are made of, each once.
public final class SweepWork {

    /// Without units.
    private final Map<String, TensorWork> sources = new LinkedHashMap<>();

    /// @param sources all tensors of the source, without units
    public SweepWork(Collection<TensorWork> sources) {
        sources.forEach(source -> this.sources.put(source.name(), source));
    }

    /// Reads the source once, for the digests of its tensors.
    public static SweepWork over(GgufModelFiles model) throws IOException {
        List<ShardedTensor> tensors = model.tensors();
        List<String> digests = GgufDigest.of(model, done -> {}).tensors();
        return new SweepWork(IntStream.range(0, tensors.size())
                .mapToObj(i -> source(tensors.get(i), digests.get(i)))
                .toList());
    }

    private static TensorWork source(ShardedTensor tensor, String sha256) {
        return new TensorWork(
                tensor.name(),
                tensor.shard(),
                tensor.fileOffset(),
                tensor.bytes(),
                sha256,
                tensor.info().type(),
                tensor.info().shape(),
                List.of());
    }

    /// A source tensor, without units.
    public TensorWork source(String tensor) {
        return sources.get(tensor);
    }

    /// What is left to encode for the plans.
    ///
    /// @param made units that need not be made again
    public List<TensorWork> missing(List<RecipePlan> plans, Set<UnitKey> made) {
        Map<String, Map<UnitKey, UnitWork>> wanted = new LinkedHashMap<>();
        for (RecipePlan plan : plans) {
            for (TensorPlan tensor : plan.tensors()) {
                UnitKey key = key(tensor);
                if (!made.contains(key)) {
                    wanted.computeIfAbsent(tensor.name(), name -> new LinkedHashMap<>())
                            .put(
                                    key,
                                    new UnitWork(
                                            key,
                                            tensor.targetType(),
                                            tensor.imatrixSlice().isPresent()));
                }
            }
        }
        return wanted.entrySet().stream()
                .map(entry ->
                        source(entry.getKey()).with(List.copyOf(entry.getValue().values())))
                .toList();
    }

    /// The blobs of a plan, in file order.
    ///
    /// @param made all the units of the plan, at least
    public List<TensorBlob> blobs(RecipePlan plan, Map<UnitKey, UnitStaged> made) {
        return plan.tensors().stream()
                .map(tensor -> blob(tensor, made.get(key(tensor))))
                .toList();
    }

    private static TensorBlob blob(TensorPlan tensor, UnitStaged unit) {
        return new TensorBlob(tensor.name(), unit.type(), unit.file(), unit.sha256(), unit.bytes());
    }

    private UnitKey key(TensorPlan tensor) {
        return UnitKey.of(source(tensor.name()).sha256(), tensor);
    }
}
