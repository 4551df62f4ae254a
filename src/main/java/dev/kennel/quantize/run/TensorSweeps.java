package dev.kennel.quantize.run;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.kennel.llama.RowEncoder;
import dev.kennel.quantize.EncodeTask;
import dev.kennel.quantize.EncodeTask.TensorWork;
import dev.kennel.quantize.EncodeTask.UnitWork;
import dev.kennel.worker.TaskFailure;

/// Starts the sweep of each tensor of a task: opens its shard and its units' files, and fetches its importance weights.
final class TensorSweeps implements AutoCloseable {

    private final EncodeTask task;
    private final RowEncoder rows;
    private final Encoders encoders;
    private final Optional<ImatrixSlices> imatrix;
    private final Map<Integer, FileChannel> shards = new HashMap<>();
    private int started;

    TensorSweeps(EncodeTask task, RowEncoder rows, Encoders encoders, Optional<ImatrixSlices> imatrix) {
        this.task = task;
        this.rows = rows;
        this.encoders = encoders;
        this.imatrix = imatrix;
    }

    TensorSweep start(TensorWork tensor) throws IOException, TaskFailure {
        SlabLayout layout = SlabLayout.of(tensor, task.slabBytes());
        Path file = task.shards().get(tensor.shard());
        var reader = new TensorReader(tensor, file, shard(tensor.shard()), rows);
        Arena arena = Arena.ofShared();
        List<UnitInProgress> units = new ArrayList<>();
        try {
            Optional<FloatBuffer> importance = importance(tensor, arena);
            for (UnitWork unit : tensor.units()) {
                units.add(start(tensor, unit));
            }
            return new TensorSweep(tensor, layout, reader, rows, arena, importance, units);
        } catch (IOException e) {
            for (UnitInProgress unit : units) {
                unit.close();
            }
            arena.close();
            throw e;
        }
    }

    private FileChannel shard(int index) throws IOException {
        FileChannel known = shards.get(index);
        if (known == null) {
            known = FileChannel.open(task.shards().get(index));
            shards.put(index, known);
        }
        return known;
    }

    private UnitInProgress start(TensorWork tensor, UnitWork unit) throws IOException {
        boolean copied = unit.type() == tensor.type();
        return UnitInProgress.start(
                tensor.name(),
                unit,
                copied ? Optional.empty() : Optional.of(encoders.of(unit.type())),
                task.stagingDirectory(),
                started++);
    }

    private Optional<FloatBuffer> importance(TensorWork tensor, Arena arena) throws IOException {
        if (tensor.units().stream().noneMatch(UnitWork::weighted)) {
            return Optional.empty();
        }
        float[] weights = imatrix.orElseThrow().weights(tensor.name());
        MemorySegment memory = arena.allocateFrom(ValueLayout.JAVA_FLOAT, weights);
        return Optional.of(memory.asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer());
    }

    @Override
    public void close() throws IOException {
        for (FileChannel shard : shards.values()) {
            shard.close();
        }
    }
}
