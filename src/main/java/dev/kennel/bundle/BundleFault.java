package dev.kennel.bundle;

/// A file is no bundle, or not as it was made. The message says what is wrong and what to do.
public final class BundleFault extends Exception {

    public BundleFault(String message) {
        super(message);
    }
}
