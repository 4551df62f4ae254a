package dev.kennel.quantize.run;

/// An encoder cannot go on: its device failed or has no memory. The bytes that it was to make are not there; another
/// encoder can make them.
final class EncoderFailure extends RuntimeException {

    EncoderFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
