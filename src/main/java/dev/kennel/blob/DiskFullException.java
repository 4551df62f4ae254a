package dev.kennel.blob;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/// The disk is full, or would be: the message says where, what is needed and what is free.
public final class DiskFullException extends IOException {

    DiskFullException(String message) {
        super(message);
    }

    private DiskFullException(String message, IOException cause) {
        super(message, cause);
    }

    /// The failure of a write into `path`, named: a full disk (ENOSPC) or an exhausted quota (EDQUOT) becomes a
    /// [DiskFullException], anything else stays what it is.
    public static IOException named(IOException failure, Path path) {
        if (failure instanceof DiskFullException || !saysFull(failure)) {
            return failure;
        }
        return new DiskFullException(
                "The disk that holds " + path + " is full (" + failure.getMessage() + "). Free some space, or move "
                        + "the store to a larger disk; what was being written has been dropped.",
                failure);
    }

    private static boolean saysFull(IOException failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left on device") || message.contains("quota exceeded");
    }
}
