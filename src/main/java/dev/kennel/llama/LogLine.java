package dev.kennel.llama;

/// A line that llama.cpp logged, without its line feed.
public record LogLine(Level level, String text) {

    /// In the order of `ggml_log_level`.
    public enum Level {
        NONE,
        DEBUG,
        INFO,
        WARN,
        ERROR
    }
}
