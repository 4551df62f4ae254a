package dev.kennel.exports;

import java.io.IOException;

import dev.kennel.blob.Sha256;

/// Says that the store does not hold what the catalog says.
final class Damage {

    private Damage() {}

    static IOException of(String path, Sha256 expected, Sha256 found) {
        return new IOException(path + " has SHA-256 " + found + " in the store, not " + expected
                + ". Stop the server and run ./kennel verify --repair, make the quant again, then export again.");
    }
}
