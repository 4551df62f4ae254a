package dev.kennel.catalog;

/// Something cannot be deleted because something else needs it. The message says what, and what to do.
public class InUseException extends RuntimeException {

    InUseException(String message) {
        super(message);
    }
}
