package dev.kennel.torture;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// A request, or several, on the way while its server may be killed.
final class Call<T> {

    private final FutureTask<T> task;

    private Call(FutureTask<T> task) {
        this.task = task;
    }

    static <T> Call<T> begin(Callable<T> request) {
        var task = new FutureTask<>(request);
        Thread.ofVirtual().start(task);
        return new Call<>(task);
    }

    /// Whether it was answered, one way or the other.
    boolean over() {
        return task.isDone();
    }

    /// What the server answered; empty when the connection broke before it did.
    ///
    /// @throws Client.Refused when it said no
    Optional<T> answer() throws InterruptedException {
        try {
            return Optional.of(task.get());
        } catch (ExecutionException e) {
            return switch (e.getCause()) {
                case IOException _ -> Optional.empty();
                case Client.Refused refused -> throw refused;
                default -> throw new StoryBroken("A request broke: " + e.getCause(), e.getCause());
            };
        }
    }
}
