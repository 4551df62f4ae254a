package dev.kennel.measure.run;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// Small equal pieces of work on a number of threads.
final class Parallel {

    private Parallel() {}

    /// Runs the work for 0 to `count`, in any order, and waits for all of it.
    static void run(int threads, int count, IntConsumer work) {
        try (var pool = new ForkJoinPool(threads)) {
            pool.submit(() -> IntStream.range(0, count).parallel().forEach(work))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
