package dev.kennel.quantize.run;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.kennel.gguf.GgufHeader;
import dev.kennel.llama.KvOverride;

/// The keys of a header that quantizing sets beside those of every quant.
final class HeaderKeys {

    private HeaderKeys() {}

    /// @param imatrix the one that the recipe uses
    ///
    /// @return in llama-quantize's order
    static List<KvOverride> of(Source source, Optional<ImatrixSlices> imatrix) {
        return Stream.concat(corrections(source).stream(), imatrix.stream().flatMap(matrix -> matrix.keys().stream()))
                .toList();
    }

    /// What must be said to llama-quantize so that its file can be read: it aligns all of them to 32 and copies the
    /// source's key.
    static List<KvOverride> corrections(Source source) {
        return source.alignment() == GgufHeader.DEFAULT_ALIGNMENT
                ? List.of()
                : List.of(new KvOverride.Count("general.alignment", GgufHeader.DEFAULT_ALIGNMENT));
    }
}
