package dev.kennel.quantize.run;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;

import dev.kennel.gguf.GgmlType;
import dev.kennel.llama.Llama;
import dev.kennel.llama.RowEncoder;
import dev.kennel.quantize.CompareTask;
import dev.kennel.quantize.CompareTask.Location;
import dev.kennel.quantize.EncodeTask.TensorWork;
import dev.kennel.quantize.EncodingDifference;
import dev.kennel.quantize.SlabCompared;
import dev.kennel.worker.Reporter;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.TaskRunner;

/// Reads source and both encodings side by side, a slab of rows at a time.
final class CompareRunner implements TaskRunner<CompareTask, EncodingDifference> {

    private final RowEncoder rows;

    CompareRunner(Llama llama) {
        this.rows = llama.rowEncoder();
    }

    @Override
    public EncodingDifference run(CompareTask task, Reporter reporter) throws IOException, TaskFailure {
        TensorWork tensor = task.source();
        Location source = new Location(task.shards().get(tensor.shard()), tensor.offset());
        long rowLength = tensor.shape().getFirst();
        long left = tensor.bytes() / tensor.type().bytes(rowLength);
        long slabRows = Math.clamp(task.slabBytes() / bytesPerRow(task, rowLength), 1, left);
        try (Arena arena = Arena.ofConfined();
                var base = new Rows(source, tensor.type(), rowLength, slabRows, arena);
                var given = new Rows(task.given(), task.type(), rowLength, slabRows, arena);
                var made = new Rows(task.made(), task.type(), rowLength, slabRows, arena)) {
            var tally = new DifferenceTally(task.type());
            while (left > 0) {
                long count = Math.min(slabRows, left);
                FloatBuffer expected = base.read(count);
                FloatBuffer givenFloats = given.read(count);
                FloatBuffer madeFloats = made.read(count);
                tally.addBytes(given.bytes, made.bytes);
                tally.addWeights(expected, givenFloats, madeFloats);
                left -= count;
                reporter.progress(new SlabCompared(count));
            }
            return tally.difference();
        }
    }

    private static long bytesPerRow(CompareTask task, long rowLength) {
        return task.source().type().bytes(rowLength)
                + 2 * task.type().bytes(rowLength)
                + 3 * GgmlType.F32.bytes(rowLength);
    }

    /// The rows of a tensor in a file, and their floats.
    private final class Rows implements AutoCloseable {

        private final Location location;
        private final GgmlType type;
        private final long rowLength;
        private final FileChannel channel;
        private final ByteBuffer bytes;
        private final ByteBuffer floats;
        private long position;

        Rows(Location location, GgmlType type, long rowLength, long most, Arena arena) throws IOException {
            this.location = location;
            this.type = type;
            this.rowLength = rowLength;
            this.bytes = buffer(type.bytes(most * rowLength), arena);
            this.floats = type == GgmlType.F32 ? bytes : buffer(GgmlType.F32.bytes(most * rowLength), arena);
            this.channel = FileChannel.open(location.file());
        }

        private static ByteBuffer buffer(long size, Arena arena) {
            return arena.allocate(size, Long.BYTES).asByteBuffer().order(ByteOrder.nativeOrder());
        }

        FloatBuffer read(long count) throws IOException, TaskFailure {
            bytes.clear().limit(Math.toIntExact(type.bytes(count * rowLength)));
            while (bytes.hasRemaining()) {
                int read = channel.read(bytes, location.offset() + position);
                if (read < 0) {
                    throw new TaskFailure("The file " + location.file()
                            + " ends within a tensor: it is shorter than when it was imported. Put it back as it was, then"
                            + " retry the job; or delete what was imported from it, and import it again.");
                }
                position += read;
            }
            bytes.flip();
            floats.clear().limit(Math.toIntExact(GgmlType.F32.bytes(count * rowLength)));
            FloatBuffer values = floats.asFloatBuffer();
            if (type != GgmlType.F32) {
                rows.widen(type, bytes, values);
            }
            return values;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
