package dev.kennel.torture;

/// Something was lost, is half there, or hangs: the message says what.
final class StoryBroken extends RuntimeException {

    StoryBroken(String message) {
        super(message);
    }

    StoryBroken(String message, Throwable cause) {
        super(message, cause);
    }
}
