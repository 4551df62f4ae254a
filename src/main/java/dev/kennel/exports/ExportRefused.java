package dev.kennel.exports;

/// An export that cannot be made as it was asked for. The message says why and what to do.
public final class ExportRefused extends Exception {

    ExportRefused(String message) {
        super(message);
    }
}
