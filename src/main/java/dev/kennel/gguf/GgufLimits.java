package dev.kennel.gguf;

/// What the reader accepts at most. It checks each count and length against these, and against the bytes that are
/// left in the file, before it allocates.
///
/// @param headerBytes everything in front of the data section
/// @param metadata key-value pairs
/// @param keyBytes length of a key
/// @param stringBytes length of a string
/// @param arrayLength elements of an array; the largest vocabularies have 256 k tokens and 500 k merges
/// @param tensors number of tensors
/// @param dimension extent of a tensor in one dimension
/// @param alignment largest `general.alignment`, in bytes
public record GgufLimits(
        long headerBytes,
        long metadata,
        long keyBytes,
        long stringBytes,
        long arrayLength,
        long tensors,
        long dimension,
        long alignment) {

    public GgufLimits {
        if (Math.max(Math.max(metadata, tensors), Math.max(arrayLength, stringBytes)) > Integer.MAX_VALUE
                || Math.max(headerBytes, alignment) > 1L << 30) {
            throw new IllegalArgumentException("counts are limited to 2^31 - 1, header and alignment to 2^30 bytes");
        }
    }

    /// Longest tensor name that llama.cpp reads, in bytes.
    public static final int NAME_BYTES = 63;

    /// Most dimensions of a tensor in ggml.
    public static final int DIMENSIONS = 4;

    public static final GgufLimits DEFAULT =
            new GgufLimits(256L << 20, 100_000, 65_535, 10_000_000, 1_000_000, 100_000, 1L << 32, 1L << 20);
}
