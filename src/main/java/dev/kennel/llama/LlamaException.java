package dev.kennel.llama;

/// llama.cpp refused something, or cannot be used. The message says what and, where it is known, what to do.
public final class LlamaException extends RuntimeException {

    public LlamaException(String message) {
        super(message);
    }

    LlamaException(String message, Throwable cause) {
        super(message, cause);
    }
}
