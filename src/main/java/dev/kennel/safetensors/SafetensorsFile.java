package dev.kennel.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.SequencedCollection;
import java.util.SequencedMap;

import static dev.kennel.safetensors.StoredTensor.quoted;

/// A safetensors file: 8 bytes with the length of a header in JSON, the header, then the tensors' data without gaps.
///
/// Only the header is held, checked against the size of the file; rows and columns of matrices are read when they are
/// asked for, and nothing else is.
public final class SafetensorsFile {

    private static final int LENGTH_BYTES = Long.BYTES;
    private static final int LONGEST_HEADER = 8 << 20;
    private static final int LONGEST_ROW = 1 << 20;
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] GGUF = {'G', 'G', 'U', 'F'};

    private final Path file;
    private final long dataOffset;
    private final SequencedMap<String, StoredTensor> tensors;

    private SafetensorsFile(Path file, long dataOffset, SequencedMap<String, StoredTensor> tensors) {
        this.file = file;
        this.dataOffset = dataOffset;
        this.tensors = tensors;
    }

    /// @throws SafetensorsException when the file is no whole safetensors file
    public static SafetensorsFile read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            int length = headerLength(file, channel, size);
            ByteBuffer header = ByteBuffer.allocate(length);
            fill(file, channel, header, LENGTH_BYTES);
            SequencedMap<String, StoredTensor> tensors = HeaderParser.tensors(file, text(file, header.flip()));
            checkPlaces(file, tensors.sequencedValues(), size - LENGTH_BYTES - length);
            return new SafetensorsFile(file, LENGTH_BYTES + length, tensors);
        }
    }

    /// All tensors, by name.
    public SequencedMap<String, StoredTensor> tensors() {
        return tensors;
    }

    /// Numbers of a matrix that lie one behind the other.
    ///
    /// @throws SafetensorsException when the tensor is no matrix of F32, F16 or BF16, or has no such row
    public float[] row(StoredTensor matrix, long row) throws IOException {
        Numbers numbers = requireMatrix(matrix, 0, row);
        int columns = length(matrix, 1);
        ByteBuffer bytes = ByteBuffer.allocate(columns * numbers.size()).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(file)) {
            fill(file, channel, bytes, dataOffset + matrix.begin() + row * columns * numbers.size());
        }
        return floats(numbers, bytes.flip(), columns);
    }

    /// Numbers of a matrix of which each lies in another row, read one by one.
    ///
    /// @throws SafetensorsException when the tensor is no matrix of F32, F16 or BF16, or has no such column
    public float[] column(StoredTensor matrix, long column) throws IOException {
        Numbers numbers = requireMatrix(matrix, 1, column);
        int rows = length(matrix, 0);
        long columns = matrix.shape().get(1);
        ByteBuffer bytes = ByteBuffer.allocate(rows * numbers.size()).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(file)) {
            for (int row = 0; row < rows; row++) {
                bytes.limit((row + 1) * numbers.size());
                fill(file, channel, bytes, dataOffset + matrix.begin() + (row * columns + column) * numbers.size());
            }
        }
        return floats(numbers, bytes.flip(), rows);
    }

    private Numbers requireMatrix(StoredTensor tensor, int dimension, long index) throws SafetensorsException {
        if (tensor.shape().size() != 2) {
            throw new SafetensorsException(file, tensor.words() + " is no matrix; choose another tensor");
        }
        long count = tensor.shape().get(dimension);
        if (index < 0 || index >= count) {
            throw new SafetensorsException(
                    file,
                    "there is no " + (dimension == 0 ? "row " : "column ") + index + " in " + tensor.words()
                            + (count == 0 ? "" : "; they are counted from 0 to " + (count - 1)));
        }
        return Numbers.of(tensor.type())
                .orElseThrow(() -> new SafetensorsException(
                        file,
                        tensor.words() + " is none of F32, F16 and BF16, which are read; save it as one of them"));
    }

    private int length(StoredTensor matrix, int dimension) throws SafetensorsException {
        long length = matrix.shape().get(dimension);
        if (length > LONGEST_ROW) {
            throw new SafetensorsException(
                    file, matrix.words() + " has rows of more than " + LONGEST_ROW + " numbers; choose another tensor");
        }
        return (int) length;
    }

    private static float[] floats(Numbers numbers, ByteBuffer bytes, int count) {
        var floats = new float[count];
        for (int i = 0; i < count; i++) {
            floats[i] = numbers.get(bytes);
        }
        return floats;
    }

    private static int headerLength(Path file, FileChannel channel, long size) throws IOException {
        if (size < LENGTH_BYTES) {
            throw new SafetensorsException(file, "it has " + size + " bytes, and no header fits; fetch it again");
        }
        ByteBuffer start = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        fill(file, channel, start, 0);
        refuseOtherFormats(file, start.array());
        long length = start.flip().getLong();
        if (length < 0 || length > LONGEST_HEADER) {
            throw new SafetensorsException(
                    file,
                    "its header would be " + Long.toUnsignedString(length) + " bytes long, and at most "
                            + LONGEST_HEADER + " are read; it is no safetensors file, or a damaged one");
        }
        if (length > size - LENGTH_BYTES) {
            throw new SafetensorsException(
                    file,
                    "its header would be " + length + " bytes long, and the file ends " + (size - LENGTH_BYTES)
                            + " bytes further on; it is incomplete, fetch it again");
        }
        return (int) length;
    }

    private static void refuseOtherFormats(Path file, byte[] start) throws SafetensorsException {
        if (startsWith(start, ZIP)) {
            throw new SafetensorsException(
                    file,
                    "it is a ZIP archive, as PyTorch's checkpoints (.pt) and NumPy's archives (.npz) are; save its"
                            + " tensors with safetensors.torch.save_file");
        }
        if (startsWith(start, GGUF)) {
            throw new SafetensorsException(file, "it is a GGUF, no safetensors file");
        }
    }

    private static boolean startsWith(byte[] bytes, byte[] magic) {
        for (int i = 0; i < magic.length; i++) {
            if (bytes[i] != magic[i]) {
                return false;
            }
        }
        return true;
    }

    private static String text(Path file, ByteBuffer header) throws SafetensorsException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(header).toString();
        } catch (CharacterCodingException e) {
            throw new SafetensorsException(file, "its header is not UTF-8; the file is damaged, fetch it again");
        }
    }

    /// Data without gaps, overlaps or rest, as the format demands: nothing is said twice, nothing is hidden.
    private static void checkPlaces(Path file, SequencedCollection<StoredTensor> tensors, long data)
            throws SafetensorsException {
        List<StoredTensor> inOrder = tensors.stream()
                .sorted(Comparator.comparingLong(StoredTensor::begin).thenComparingLong(StoredTensor::end))
                .toList();
        long place = 0;
        for (StoredTensor tensor : inOrder) {
            if (tensor.begin() != place || tensor.end() < place) {
                throw new SafetensorsException(
                        file,
                        "tensor " + quoted(tensor.name()) + " lies from byte " + tensor.begin() + " to " + tensor.end()
                                + " of the data, and should begin at " + place
                                + "; the file is damaged or hostile, fetch it again from a source you trust");
            }
            place = tensor.end();
            checkSize(file, tensor);
        }
        if (place != data) {
            throw new SafetensorsException(
                    file,
                    "its tensors have " + place + " bytes, and " + data
                            + " follow the header; the file is incomplete or damaged, fetch it again");
        }
    }

    private static void checkSize(Path file, StoredTensor tensor) throws SafetensorsException {
        OptionalInt size = Numbers.size(tensor.type());
        if (size.isEmpty()) {
            return;
        }
        try {
            long bytes = size.getAsInt();
            for (long length : tensor.shape()) {
                bytes = Math.multiplyExact(bytes, length);
            }
            if (bytes == tensor.end() - tensor.begin()) {
                return;
            }
        } catch (ArithmeticException tooMany) {
            // no file is as long
        }
        throw new SafetensorsException(
                file,
                "tensor " + tensor.words() + " has " + (tensor.end() - tensor.begin())
                        + " bytes, which is another number than its shape and type make; the file is damaged, fetch it"
                        + " again");
    }

    private static void fill(Path file, FileChannel channel, ByteBuffer buffer, long position) throws IOException {
        long start = position - buffer.position();
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, start + buffer.position()) < 0) {
                throw new SafetensorsException(file, "it was cut while it was read; bring it again");
            }
        }
    }
}
