package dev.kennel.safetensors;

import java.util.List;
import java.util.stream.Collectors;

/// A tensor of a safetensors file, as its header says.
///
/// @param type as the format calls it: `F32`, `BF16`
/// @param shape the slowest dimension first, as in PyTorch
/// @param begin of its data, in bytes from the end of the header
/// @param end likewise, behind its last byte
public record StoredTensor(String name, String type, List<Long> shape, long begin, long end) {

    private static final int LONGEST_QUOTE = 100;

    public StoredTensor {
        shape = List.copyOf(shape);
    }

    /// "'W_dec' of 32768 × 2048 BF16"; "'k' of one I64" where there is a single number.
    public String words() {
        String numbers =
                shape.isEmpty() ? "one" : shape.stream().map(String::valueOf).collect(Collectors.joining(" × "));
        return quoted(name) + " of " + numbers + " " + type;
    }

    /// Cut where it is too long to be read.
    static String quoted(String text) {
        return "'" + (text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…") + "'";
    }
}
