package dev.kennel.quantize.opencl;

/// OpenCL refused or failed. Says which of its functions, with which error.
public final class OpenClException extends RuntimeException {

    OpenClException(String message) {
        super(message);
    }
}
