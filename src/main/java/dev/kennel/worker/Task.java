package dev.kennel.worker;

/// Work for a child process: a record that Jackson can write and read back. Each capability seals its own tasks.
///
/// @param <R> the result, a record likewise
public interface Task<R> {

    Class<R> resultType();
}
