package dev.kennel.steer;

/// A direction that an autoencoder does not have, or that steers nothing.
public final class SaeException extends Exception {

    private final String field;

    /// @param field of the request that is to be changed
    /// @param message what is wrong, with the value, and what to do
    SaeException(String field, String message) {
        super(message);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
