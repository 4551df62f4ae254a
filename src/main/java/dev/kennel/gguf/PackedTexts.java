package dev.kennel.gguf;

import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.RandomAccess;

/// An array of strings, kept as its bytes: a vocabulary takes no more room than in the file.
final class PackedTexts extends AbstractList<String> implements RandomAccess {

    private final byte[] bytes;
    private final int[] ends;

    /// @param bytes the strings one after the other, without their lengths
    /// @param ends where each of them ends
    PackedTexts(byte[] bytes, int[] ends) {
        this.bytes = bytes;
        this.ends = ends;
    }

    @Override
    public String get(int index) {
        int start = index == 0 ? 0 : ends[index - 1];
        return new String(bytes, start, ends[index] - start, StandardCharsets.UTF_8);
    }

    @Override
    public int size() {
        return ends.length;
    }
}
