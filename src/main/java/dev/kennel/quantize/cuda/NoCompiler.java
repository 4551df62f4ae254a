package dev.kennel.quantize.cuda;

import java.util.Optional;

import dev.kennel.quantize.kernels.KernelException;

/// There is none.
///
/// @param why and what to do
record NoCompiler(String why) implements CudaCompiler {

    @Override
    public Optional<String> obstacle(int capability) {
        return Optional.of(why);
    }

    @Override
    public byte[] compile(String source, int capability) {
        throw new KernelException(why);
    }
}
