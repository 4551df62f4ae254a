package dev.kennel.quantize.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.EncodeTask.UnitWork;
import dev.kennel.quantize.EncodersUsed;
import dev.kennel.quantize.UnitStaged;

/// One encoding of one tensor while it is made.
///
/// @param encoder none when the source's bytes are copied
/// @param encodedBy the names of what encoded its rows: a device that is set aside on the way leaves two
/// @param appending to the file, slab after slab
/// @param nanos of encoding, from all threads
record UnitInProgress(
        String tensor,
        UnitWork work,
        Optional<CompletableFuture<TensorEncoder>> encoder,
        Set<String> encodedBy,
        UnitFile file,
        InOrder appending,
        LongAdder nanos)
        implements AutoCloseable {

    /// @param ordinal makes the file's name unlike that of another unit with the same key
    static UnitInProgress start(
            String tensor,
            UnitWork work,
            Optional<CompletableFuture<TensorEncoder>> encoder,
            Path directory,
            int ordinal)
            throws IOException {
        UnitFile file = UnitFile.create(directory.resolve("%06d-%s.unit".formatted(ordinal, work.key())));
        return new UnitInProgress(
                tensor, work, encoder, ConcurrentHashMap.newKeySet(), file, new InOrder(), new LongAdder());
    }

    GgmlType type() {
        return work.type();
    }

    /// Its encoder, once that has been chosen.
    Optional<TensorEncoder> chosen() {
        return encoder.filter(choice -> choice.isDone() && !choice.isCompletedExceptionally())
                .map(CompletableFuture::join);
    }

    /// Whether it takes rows as a source has them. While its encoder is being chosen it does not.
    boolean takes(GgmlType source) {
        return encoder.isEmpty() || chosen().map(chosen -> chosen.takes(source)).orElse(false);
    }

    /// Makes the file durable. It is gone when the unit is closed before it is [handed over][#handOver].
    UnitStaged finish() throws IOException {
        String sha256 = file.finish();
        return new UnitStaged(
                work.key(),
                tensor,
                work.type(),
                file.path(),
                sha256,
                file.bytes(),
                encoder.isEmpty()
                        ? UnitStaged.COPY
                        : EncodersUsed.together(encodedBy.stream().sorted()),
                nanos.sum());
    }

    void handOver() {
        file.keep();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
