package dev.kennel.gguf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.kennel.blob.Sha256;
import dev.kennel.gguf.GgufReader.TensorData;

import static dev.kennel.gguf.HeaderInput.quoted;

/// An importance matrix in a GGUF, as `llama-imatrix` writes it and `llama-quantize` (llama.cpp v0.5.0) uses it.
///
/// Only the header is held; the numbers of a tensor are read when they are asked for.
public final class ImatrixFile {

    static final String DATASETS = "imatrix.datasets";
    static final String CHUNK_COUNT = "imatrix.chunk_count";
    static final String CHUNK_SIZE = "imatrix.chunk_size";

    private final Path file;
    private final GgufHeader header;
    private final Map<String, ImatrixEntry> entries;
    private final TensorFloats floats;

    private ImatrixFile(Path file, GgufHeader header, Map<String, ImatrixEntry> entries) {
        this.file = file;
        this.header = header;
        this.entries = entries;
        this.floats = new TensorFloats(file, header);
    }

    /// @throws GgufFormatException when the file is no importance matrix that `llama-quantize` takes
    public static ImatrixFile read(Path file) throws IOException {
        return read(file, GgufLimits.DEFAULT);
    }

    public static ImatrixFile read(Path file, GgufLimits limits) throws IOException {
        GgufHeader header = GgufReader.read(file, TensorData.REQUIRED, limits);
        if (!header.string("general.type").equals(Optional.of("imatrix"))) {
            throw new GgufFormatException(
                    file, "general.type", "it is not 'imatrix': this is no importance matrix; choose another file");
        }
        requireKey(file, DATASETS, header.value(DATASETS).isPresent());
        requireKey(file, CHUNK_COUNT, isUint32(header, CHUNK_COUNT));
        requireKey(file, CHUNK_SIZE, isUint32(header, CHUNK_SIZE));
        return new ImatrixFile(file, header, ImatrixEntry.of(file, header));
    }

    /// The texts it was computed on, as its maker named them.
    public List<String> datasets() {
        return header.strings(DATASETS);
    }

    public long chunkCount() {
        return header.integer(CHUNK_COUNT).orElseThrow();
    }

    /// Tokens of a chunk.
    public long chunkSize() {
        return header.integer(CHUNK_SIZE).orElseThrow();
    }

    /// The model tensors that it has weights for, in order of their names.
    public Set<String> tensors() {
        return entries.keySet();
    }

    /// The importance weights of a tensor, expert after expert, each as long as a row: the mean squared activation, or
    /// 1 for an expert that no token was routed to. The arithmetic is llama.cpp's, to the bit.
    ///
    /// @return empty when the matrix has none for this tensor
    /// @throws GgufFormatException when a number is not finite or a count is negative
    public Optional<float[]> slice(String tensor) throws IOException {
        ImatrixEntry entry = entries.get(tensor);
        return entry == null ? Optional.empty() : Optional.of(slice(entry));
    }

    /// SHA-256 of the slice as little-endian floats, in lower-case hexadecimal digits.
    public Optional<String> sliceSha256(String tensor) throws IOException {
        return slice(tensor).map(ImatrixFile::sha256);
    }

    /// How many weights the slice of a tensor has.
    public Optional<Long> sliceLength(String tensor) {
        return Optional.ofNullable(entries.get(tensor)).map(ImatrixEntry::length);
    }

    /// Which experts of a tensor saw tokens.
    public Optional<ExpertCoverage> coverage(String tensor) throws IOException {
        ImatrixEntry entry = entries.get(tensor);
        return entry == null ? Optional.empty() : Optional.of(coverage(entry));
    }

    /// How many tokens each expert of a tensor saw; one number for a tensor that is no stack of experts.
    ///
    /// @return empty when the matrix has none for this tensor
    public Optional<List<Long>> tokens(String tensor) throws IOException {
        ImatrixEntry entry = entries.get(tensor);
        return entry == null
                ? Optional.empty()
                : Optional.of(Arrays.stream(counts(entry)).boxed().toList());
    }

    /// The coverage of all tensors in which an expert was never routed to.
    public List<ExpertCoverage> gaps() throws IOException {
        List<ExpertCoverage> gaps = new ArrayList<>();
        for (ImatrixEntry entry : entries.values()) {
            ExpertCoverage coverage = coverage(entry);
            if (!coverage.neverRouted().isEmpty()) {
                gaps.add(coverage);
            }
        }
        return gaps;
    }

    /// What keeps it from being the importance matrix of a model with these tensors; empty when it fits.
    ///
    /// An embedding table of another size is no mismatch: llama.cpp ignores the slice then.
    public List<ImatrixMismatch> mismatches(Iterable<TensorInfo> model) {
        return ImatrixMismatch.of(entries.values(), model);
    }

    /// Reads every number once.
    ///
    /// @throws GgufFormatException when one is not finite or negative
    public void checkNumbers() throws IOException {
        for (ImatrixEntry entry : entries.values()) {
            counts(entry);
            floats.visit(entry.sums(), (index, sum) -> check(entry.sums(), index, sum));
        }
    }

    private float[] slice(ImatrixEntry entry) throws IOException {
        long[] counts = counts(entry);
        int row = Math.toIntExact(entry.length() / counts.length);
        float[] weights = new float[Math.toIntExact(entry.length())];
        floats.visit(entry.sums(), (index, sum) -> {
            check(entry.sums(), index, sum);
            float count = (float) counts[index / row];
            weights[index] = count > 0 ? sum / count : 1;
        });
        return weights;
    }

    private ExpertCoverage coverage(ImatrixEntry entry) throws IOException {
        long[] counts = counts(entry);
        List<Integer> neverRouted = new ArrayList<>();
        for (int expert = 0; expert < counts.length; expert++) {
            if (counts[expert] == 0) {
                neverRouted.add(expert);
            }
        }
        return new ExpertCoverage(entry.tensor(), counts.length, neverRouted);
    }

    /// Rounded as C's `lround` does: halves away from zero.
    private long[] counts(ImatrixEntry entry) throws IOException {
        long[] counts = new long[Math.toIntExact(entry.counts().elements())];
        floats.visit(entry.counts(), (index, count) -> {
            check(entry.counts(), index, count);
            counts[index] = Math.round((double) count);
        });
        return counts;
    }

    private void check(TensorInfo tensor, int index, float number) throws GgufFormatException {
        if (!Float.isFinite(number) || number < 0) {
            throw new GgufFormatException(
                    file.getFileName().toString(),
                    header.fileOffset(tensor) + 4L * index,
                    "number " + index + " of " + quoted(tensor.name()),
                    number + " is no sum of squares and no count; make the importance matrix again");
        }
    }

    private static String sha256(float[] slice) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(4, slice.length)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(slice);
        return HexFormat.of().formatHex(Sha256.newDigest().digest(bytes.array()));
    }

    private static boolean isUint32(GgufHeader header, String key) {
        return header.value(key)
                .filter(value -> value instanceof GgufValue.Int(ValueType type, long _) && type == ValueType.UINT32)
                .isPresent();
    }

    private static void requireKey(Path file, String key, boolean right) throws GgufFormatException {
        if (!right) {
            throw new GgufFormatException(
                    file,
                    key,
                    "the key is absent or of another type than llama-quantize needs; make the importance matrix again "
                            + "with llama-imatrix");
        }
    }
}
