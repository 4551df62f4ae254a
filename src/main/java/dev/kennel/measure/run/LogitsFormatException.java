package dev.kennel.measure.run;

/// A file of base logits that is not what it should be.
final class LogitsFormatException extends Exception {

    LogitsFormatException(String message) {
        super(message);
    }
}
