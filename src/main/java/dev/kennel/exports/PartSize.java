package dev.kennel.exports;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When a GGUF is written in parts, and how large they are.
///
/// @param whole bytes up to which a file is written as one
/// @param part bytes of the tensors of a part, as `llama-gguf-split --split-max-size` counts
/// @param option the size as that option says it
record PartSize(long whole, long part, String option) {

    /// Hubs refuse plain files above 50 GB. The header of a part comes on top of its tensors.
    static final PartSize USUAL = new PartSize(50_000_000_000L, 49_000_000_000L, "49G");

    private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,8})([MG])");

    /// @param size `N(M|G)`, decimal megabytes or gigabytes
    /// @throws IllegalArgumentException when it is anything else
    static PartSize parse(String size) {
        Matcher parts = SIZE.matcher(size);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "--split-max-size takes a size such as 40G or 500M, not '" + size + "'.");
        }
        long bytes = Long.parseLong(parts.group(1)) * (parts.group(2).equals("G") ? 1_000_000_000L : 1_000_000L);
        return new PartSize(bytes, bytes, size);
    }
}
