package dev.kennel.quantize.run;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;

import dev.kennel.gguf.GgmlType;

/// Turns floats into the blocks of a type: the seam behind which ggml's own encoders stand, and others that must give
/// the same bytes. [EncodingSelfTest] decides whether one may be used. Calls come from several threads at once.
interface TensorEncoder {

    /// Shown to people, and stored with what it made.
    String name();

    boolean supports(GgmlType type);

    /// Makes ready what encoding the type needs, once a process. It may take seconds, so that it is done for several
    /// types at once.
    ///
    /// @throws EncoderFailure when a device fails
    void prepare(GgmlType type);

    /// What encodes a prepared type, once this has been found to give the right bytes.
    default TensorEncoder inUse(GgmlType type) {
        return this;
    }

    /// How many weights it is best given at a time: enough to make handing them over cheap; few enough to keep all
    /// threads busy on a small tensor.
    default int chunkWeights() {
        return 32 * 1024;
    }

    /// Whether it encodes rows of a type as they are, so that no floats need be made of them.
    default boolean takes(GgmlType source) {
        return source == GgmlType.F32;
    }

    /// The device that rows are carried to, if to any. Encoders that have it in common can share what it carried.
    default Optional<DeviceEncoder> carrier() {
        return Optional.empty();
    }

    /// Lets work encode the same rows several times; a device carries them once.
    ///
    /// @param rows no more than [#chunkWeights], or one
    /// @param work is given the rows to encode in their place, which are good until it ends
    default void carry(FloatRows rows, Consumer<FloatRows> work) {
        work.accept(rows);
    }

    /// Encodes whole rows, each for itself, of a prepared type.
    ///
    /// @param target direct; exactly the encoded rows lie between its position and limit
    /// @throws EncoderFailure when a device fails
    void encode(GgmlType type, FloatRows rows, ByteBuffer target);

    /// Does the same.
    ///
    /// @return the name of what encoded these rows
    default String encodeBy(GgmlType type, FloatRows rows, ByteBuffer target) {
        encode(type, rows, target);
        return name();
    }
}
