package dev.kennel.llama;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;

/// Strings as C sees them.
final class CStrings {

    private CStrings() {}

    /// Reads up to the NUL.
    static String read(MemorySegment text) {
        return text.reinterpret(Long.MAX_VALUE).getString(0);
    }

    /// An array of paths, `const char **`.
    static MemorySegment paths(SegmentAllocator memory, List<Path> paths) {
        MemorySegment array = memory.allocate(MemoryLayout.sequenceLayout(paths.size(), ValueLayout.ADDRESS));
        for (int i = 0; i < paths.size(); i++) {
            array.setAtIndex(
                    ValueLayout.ADDRESS, i, memory.allocateFrom(paths.get(i).toString()));
        }
        return array;
    }
}
