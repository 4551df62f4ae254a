package dev.kennel.gguf;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

import dev.kennel.gguf.GgufReader.TensorData;

/// Cuts a GGUF into parts that llama.cpp loads as one model: the bytes that `llama-gguf-split --split-max-size` writes.
/// The first part has all metadata; each says which it is (`split.no`), of how many parts (`split.count`) and tensors
/// (`split.tensors.count`).
public final class GgufSplit {

    private static final int VERSION = 3;
    private static final String NUMBER = "split.no";
    private static final String COUNT = "split.count";
    private static final String TENSORS = "split.tensors.count";

    private final GgufHeader header;
    private final SequencedMap<String, byte[]> pairs;

    private GgufSplit(GgufHeader header, SequencedMap<String, byte[]> pairs) {
        this.header = header;
        this.pairs = pairs;
    }

    /// A part: a header of its own, then a run of the whole file's bytes, then zeros.
    ///
    /// @param from where the run begins in the whole file
    /// @param length of the run, bytes
    /// @param padding how many zeros end the part
    public record Part(byte[] header, long from, long length, int padding) {}

    /// The parts in order; one when everything fits.
    ///
    /// @param file at its first byte; left somewhere behind its header
    /// @param most bytes of the tensors of a part, each padded to 32; its header comes on top
    /// @throws GgufFormatException when it is no GGUF
    /// @throws IllegalArgumentException when a tensor alone is larger, or the file's alignment is not 32
    public static List<Part> of(SeekableByteChannel file, long most) throws IOException {
        long start = file.position();
        GgufHeader header = GgufReader.read(file, TensorData.REQUIRED, GgufLimits.DEFAULT);
        if (header.alignment() != GgufHeader.DEFAULT_ALIGNMENT) {
            throw new IllegalArgumentException("its tensors are aligned to " + header.alignment()
                    + " bytes, and llama.cpp reads parts only of files aligned to " + GgufHeader.DEFAULT_ALIGNMENT);
        }
        file.position(start);
        byte[] head = Channels.newInputStream(file).readNBytes(Math.toIntExact(header.dataOffset()));
        return new GgufSplit(header, MetadataPairs.of(head)).parts(most);
    }

    private List<Part> parts(long most) {
        List<List<TensorInfo>> runs = runs(most);
        var parts = new ArrayList<Part>();
        for (int i = 0; i < runs.size(); i++) {
            List<TensorInfo> run = runs.get(i);
            long from = header.fileOffset(run.getFirst());
            long end = header.fileOffset(run.getLast()) + run.getLast().bytes();
            int padding = (int) (padded(end) - end);
            parts.add(new Part(head(i, runs.size(), run), from, end - from, padding));
        }
        return parts;
    }

    private List<List<TensorInfo>> runs(long most) {
        var runs = new ArrayList<List<TensorInfo>>();
        long bytes = Long.MAX_VALUE;
        for (TensorInfo tensor : header.tensors()) {
            long needed = padded(tensor.bytes());
            if (needed > most) {
                throw new IllegalArgumentException("its tensor %s alone has %,d bytes, more than the %,d of a part"
                        .formatted(tensor.name(), needed, most));
            }
            if (bytes > most - needed) {
                runs.add(new ArrayList<>());
                bytes = 0;
            }
            runs.getLast().add(tensor);
            bytes += needed;
        }
        return runs;
    }

    private byte[] head(int number, int count, List<TensorInfo> run) {
        List<byte[]> kept = number > 0
                ? List.of()
                : pairs.entrySet().stream()
                        .filter(pair -> !List.of(NUMBER, COUNT, TENSORS).contains(pair.getKey()))
                        .map(pair -> pair.getValue())
                        .toList();
        var bytes = new GgufBytes().magic().u32(VERSION).u64(run.size()).u64(kept.size() + 3);
        kept.forEach(bytes::raw);
        bytes.pair(NUMBER, new GgufValue.Int(ValueType.UINT16, number));
        bytes.pair(TENSORS, GgufValue.int32(header.tensors().size()));
        bytes.pair(COUNT, new GgufValue.Int(ValueType.UINT16, count));
        long first = run.getFirst().offset();
        for (TensorInfo tensor : run) {
            bytes.tensor(tensor.name(), tensor.type(), tensor.offset() - first, dimensions(tensor));
        }
        return bytes.padTo(GgufHeader.DEFAULT_ALIGNMENT).toByteArray();
    }

    /// Without those of 1 at the end, as the library writes them.
    private static long[] dimensions(TensorInfo tensor) {
        int count = tensor.shape().size();
        while (count > 1 && tensor.shape().get(count - 1) == 1) {
            count--;
        }
        return tensor.shape().subList(0, count).stream()
                .mapToLong(Long::longValue)
                .toArray();
    }

    private static long padded(long bytes) {
        return GgufHeader.padded(bytes, GgufHeader.DEFAULT_ALIGNMENT);
    }
}
