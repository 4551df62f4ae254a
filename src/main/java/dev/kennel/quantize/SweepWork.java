package dev.kennel.quantize;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.kennel.blob.Sha256;
import dev.kennel.gguf.GgufModelFiles;
import dev.kennel.gguf.ShardedTensor;
import dev.kennel.quantize.AssembleTask.TensorBlob;
import dev.kennel.quantize.EncodeTask.TensorWork;
import dev.kennel.quantize.EncodeTask.UnitWork;

/// The units that plans over one source are made of, each once.
public final class SweepWork {

    private static final int BUFFER_BYTES = 1 << 20;

    /// Without units.
    private final Map<String, TensorWork> sources = new LinkedHashMap<>();

    private SweepWork(Collection<TensorWork> sources) {
        sources.forEach(source -> this.sources.put(source.name(), source));
    }

    /// Reads the source once, for the digests of its tensors.
    public static SweepWork over(GgufModelFiles model) throws IOException {
        Map<String, TensorWork> sources = new LinkedHashMap<>();
        for (ShardedTensor tensor : model.tensors()) {
            sources.put(tensor.name(), source(tensor, model.file(tensor)));
        }
        return new SweepWork(sources.values());
    }

    private static TensorWork source(ShardedTensor tensor, Path file) throws IOException {
        return new TensorWork(
                tensor.name(),
                tensor.shard(),
                tensor.fileOffset(),
                tensor.bytes(),
                sha256(file, tensor.fileOffset(), tensor.bytes()),
                tensor.info().type(),
                tensor.info().shape(),
                List.of());
    }

    private static String sha256(Path file, long offset, long bytes) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        try (FileChannel channel = FileChannel.open(file)) {
            for (long position = 0; position < bytes; position += buffer.limit()) {
                buffer.clear().limit((int) Math.min(buffer.capacity(), bytes - position));
                while (buffer.hasRemaining() && channel.read(buffer, offset + position + buffer.position()) >= 0) {}
                digest.update(buffer.flip());
            }
        }
        return Sha256.ofRaw(digest.digest()).hex();
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
