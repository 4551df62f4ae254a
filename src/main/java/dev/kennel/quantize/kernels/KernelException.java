package dev.kennel.quantize.kernels;

/// A driver refused or failed. Says which of its functions, with which error.
public final class KernelException extends RuntimeException {

    public KernelException(String message) {
        super(message);
    }
}
