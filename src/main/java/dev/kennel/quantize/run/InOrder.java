package dev.kennel.quantize.run;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

import dev.kennel.worker.TaskFailure;

/// Pieces of work that are done one after another, in the order of their submission, on threads that others use too.
/// When one fails those behind it fail as well, undone. One thread submits.
final class InOrder {

    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    interface Work {
        void run() throws IOException, TaskFailure;
    }

    /// @param ready what the work waits for, beside the work before it
    CompletableFuture<Void> submit(CompletableFuture<?> ready, Work work, Executor threads) {
        last = CompletableFuture.allOf(last, ready).thenRunAsync(() -> run(work), threads);
        return last;
    }

    private static void run(Work work) {
        try {
            work.run();
        } catch (IOException | TaskFailure e) {
            throw new CompletionException(e);
        }
    }
}
