package dev.kennel.mixer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import dev.kennel.blob.BlobFiles;
import dev.kennel.jobs.StagingDirectory;
import dev.kennel.jobs.WorkerFactory;
import dev.kennel.measuring.Subjects;
import dev.kennel.steer.MixLoadTask;
import dev.kennel.steer.MixLoaded;
import dev.kennel.worker.Task;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;
import dev.kennel.worker.WorkerListener;
import dev.kennel.worker.WorkerProcess;

/// A file in a worker of its own, which answers the questions that are put to it in turns.
final class LoadedFile implements AutoCloseable {

    private final MixTarget target;
    private final int threads;
    private final Subjects subjects;
    private final BlobFiles blobs;
    private final WorkerFactory workers;

    /// Held by whoever talks to the worker; those who wait come in their order.
    private final ReentrantLock turn = new ReentrantLock(true);

    private Optional<StagingDirectory> copy = Optional.empty();
    private volatile Optional<WorkerProcess> worker = Optional.empty();
    private volatile Optional<MixLoaded> loaded = Optional.empty();
    private volatile boolean closed;

    /// @param threads of llama.cpp
    LoadedFile(MixTarget target, int threads, Subjects subjects, BlobFiles blobs, WorkerFactory workers) {
        this.target = target;
        this.threads = threads;
        this.subjects = subjects;
        this.blobs = blobs;
        this.workers = workers;
    }

    boolean serves(MixTarget other) {
        return !closed && target.key().equals(other.key());
    }

    boolean isClosed() {
        return closed;
    }

    /// What is known of it since it was loaded.
    Optional<MixLoaded> loaded() {
        return loaded;
    }

    /// Loads the file, if nobody has; whoever comes meanwhile waits.
    ///
    /// @throws TaskFailure when it is not there any more, or the disk or the memory is too small
    void require() throws TaskFailure, WorkerDied, IOException {
        turn.lock();
        try {
            if (closed) {
                throw new TaskFailure("The file could not be loaded for the question before this one. Ask again.");
            }
            if (loaded.isEmpty()) {
                load();
            }
        } finally {
            turn.unlock();
        }
    }

    private void load() throws TaskFailure, WorkerDied, IOException {
        var staging = new StagingDirectory(Files.createTempDirectory(blobs.staging(), "mixer-"));
        copy = Optional.of(staging);
        List<Path> shards = subjects.readable(target.modelId(), target.file(), staging.path());
        List<Path> vectors = target.sliders().stream()
                .map(slider -> blobs.path(slider.blob()))
                .toList();
        WorkerProcess started = workers.start();
        worker = Optional.of(started);
        if (closed) {
            started.close();
        }
        loaded = Optional.of(started.run(
                new MixLoadTask(shards, target.blocks(), vectors, threads, target.device()), WorkerListener.deaf()));
    }

    /// Has a task done when its turn comes.
    ///
    /// @throws WorkerDied when the worker is no more, for all who talk to it
    <R> R ask(Task<R> task) throws TaskFailure, WorkerDied {
        turn.lock();
        try {
            return worker.orElseThrow(() -> new WorkerDied("The file was never loaded."))
                    .run(task, WorkerListener.deaf());
        } finally {
            turn.unlock();
        }
    }

    /// Ends the worker and removes the copy that it read. Whoever talks to it hears that it died.
    @Override
    public void close() throws IOException {
        closed = true;
        worker.ifPresent(WorkerProcess::close);
        turn.lock();
        try {
            if (copy.isPresent()) {
                copy.get().close();
                copy = Optional.empty();
            }
        } finally {
            turn.unlock();
        }
    }
}
