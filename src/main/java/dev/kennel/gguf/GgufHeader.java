package dev.kennel.gguf;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SequencedMap;

/// Everything in front of the data section of one GGUF file.
///
/// A lookup is empty when the key is absent or holds another kind of value.
///
/// @param version 2 or 3
/// @param alignment of the data section and of each tensor in it, a power of two, in bytes
/// @param metadata in the file's order
/// @param tensors in the file's order, each starting where the padding of the one before ends
/// @param dataOffset where the data section starts, in bytes from the start of the file
public record GgufHeader(
        int version,
        int alignment,
        SequencedMap<String, GgufValue> metadata,
        List<TensorInfo> tensors,
        long dataOffset) {

    public static final int DEFAULT_ALIGNMENT = 32;

    /// Far longer than any name or licence.
    static final int LONGEST_LABEL = 300;

    private static final int MOST_LABELS = 100;

    /// As browsers and servers take them.
    private static final int LONGEST_ADDRESS = 2000;

    public GgufHeader {
        metadata = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(metadata));
        tensors = List.copyOf(tensors);
    }

    public Optional<GgufValue> value(String key) {
        return Optional.ofNullable(metadata.get(key));
    }

    public Optional<String> string(String key) {
        return metadata.get(key) instanceof GgufValue.Text(String value) ? Optional.of(value) : Optional.empty();
    }

    /// A text that people read in one line: cut, with an ellipsis at its end, where a hostile file makes it longer.
    public Optional<String> label(String key) {
        return string(key).map(GgufHeader::cut);
    }

    /// An address: none where it is too long to be one that leads anywhere.
    public Optional<String> address(String key) {
        return string(key).filter(text -> text.length() <= LONGEST_ADDRESS);
    }

    /// Labels of a list, the first of them.
    public List<String> labels(String key) {
        return strings(key).stream().limit(MOST_LABELS).map(GgufHeader::cut).toList();
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST_LABEL
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_LABEL)) + "…";
    }

    /// A whole number of any width; empty for a `UINT64` of 2^63 and above.
    public OptionalLong integer(String key) {
        if (metadata.get(key) instanceof GgufValue.Int(ValueType type, long value)
                && (type != ValueType.UINT64 || value >= 0)) {
            return OptionalLong.of(value);
        }
        return OptionalLong.empty();
    }

    /// A floating-point number of either width.
    public OptionalDouble real(String key) {
        return metadata.get(key) instanceof GgufValue.Real(ValueType _, double value)
                ? OptionalDouble.of(value)
                : OptionalDouble.empty();
    }

    public Optional<Boolean> bool(String key) {
        return metadata.get(key) instanceof GgufValue.Bool(boolean value) ? Optional.of(value) : Optional.empty();
    }

    /// An array of strings, empty when there is none.
    public List<String> strings(String key) {
        return metadata.get(key) instanceof GgufValue.Texts(List<String> values) ? values : List.of();
    }

    /// An array of whole numbers, empty when there is none.
    public List<Long> integers(String key) {
        return metadata.get(key) instanceof GgufValue.Ints(ValueType _, List<Long> values) ? values : List.of();
    }

    /// An array of booleans, empty when there is none.
    public List<Boolean> bools(String key) {
        return metadata.get(key) instanceof GgufValue.Bools(List<Boolean> values) ? values : List.of();
    }

    /// `general.architecture`, `qwen35moe` say.
    public Optional<String> architecture() {
        return string("general.architecture");
    }

    /// Where the data of one of these tensors starts, in bytes from the start of the file.
    public long fileOffset(TensorInfo tensor) {
        return dataOffset + tensor.offset();
    }

    /// Bytes of the file up to the last byte of tensor data; the padding behind the last tensor is not counted.
    public long endOfData() {
        return tensors.isEmpty()
                ? dataOffset
                : fileOffset(tensors.getLast()) + tensors.getLast().bytes();
    }

    /// The tensors by name, in the file's order.
    public Map<String, TensorInfo> tensorsByName() {
        Map<String, TensorInfo> byName = LinkedHashMap.newLinkedHashMap(tensors.size());
        tensors.forEach(tensor -> byName.put(tensor.name(), tensor));
        return byName;
    }

    static long padded(long bytes, int alignment) {
        return Math.addExact(bytes, alignment - 1L) & -alignment;
    }
}
