package dev.kennel.worker;

/// What a [ScriptedWorker] does.
enum Script {
    /// Reports a step and a line, then answers.
    ANSWER,
    REFUSE,
    /// Says more lines than may wait, then answers.
    CHATTER,
    BREAK,
    /// Says something on its standard error and ends as if by an abort.
    HALT,
    /// Touches memory that is not its own.
    CRASH,
    /// Says something on its standard error, then answers.
    MUTTER,
    HANG,
    CLOSE_OUTPUT
}
