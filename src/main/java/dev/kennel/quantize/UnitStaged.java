package dev.kennel.quantize;

import java.nio.file.Path;

import dev.kennel.gguf.GgmlType;

/// Step of an [EncodeTask]: a unit is whole, on disk and synced.
///
/// @param tensor name of the source tensor
/// @param file in the task's staging directory; whoever hears of it moves it away
/// @param sha256 of the file
/// @param encoder which implementation made it (`ggml`), [#COPY] for a copied tensor; several with commas between,
///     where a device was set aside on the way. ggml, which helps `simd` out until that is compiled, is not named
/// @param nanos of encoding, added up over the threads
public record UnitStaged(
        UnitKey key, String tensor, GgmlType type, Path file, String sha256, long bytes, String encoder, long nanos) {

    public static final String COPY = "copy";
}
