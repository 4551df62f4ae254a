package dev.kennel.measure;

import java.nio.file.Path;

/// A text that models are evaluated on.
public record EvaluationText(Path file, Kind kind) {

    public enum Kind {

        /// Read as it is; `<|im_start|>` and the like are plain characters.
        PLAIN,

        /// A JSON object `{"messages": [{"role": …, "content": …}, …]}` a line, each rendered with the model's chat
        /// template, whose special tokens are read as such.
        CHAT
    }
}
