package dev.kennel.mixer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import org.jboss.logging.Logger;

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

    private static final Logger LOG = Logger.getLogger(LoadedFile.class);

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

    /// Loads the file, if nobody has; whoever comes meanwhile waits. What cannot be loaded is closed.
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
            leave(loaded.isPresent());
        }
    }

    private void load() throws TaskFailure, WorkerDied, IOException {
        var staging = new StagingDirectory(Files.createTempDirectory(blobs.staging(), "mixer-"));
        copy = Optional.of(staging);
        List<Path> shards = shards(staging);
        List<Path> vectors = new ArrayList<>();
        for (Slider slider : target.sliders()) {
            vectors.add(vector(slider));
        }
        WorkerProcess started = workers.start();
        worker = Optional.of(started);
        if (closed) {
            throw new TaskFailure("The server is stopping.");
        }
        loaded = Optional.of(started.run(
                new MixLoadTask(shards, target.blocks(), vectors, threads, target.device()), WorkerListener.deaf()));
    }

    private List<Path> shards(StagingDirectory staging) throws TaskFailure, IOException {
        try {
            return subjects.readable(target.modelId(), target.file(), staging.path());
        } catch (NoSuchFileException e) {
            throw new TaskFailure(target.file().name() + " was deleted since it was asked. Ask another one.", e);
        }
    }

    private Path vector(Slider slider) throws TaskFailure {
        Path path = blobs.path(slider.blob());
        if (!Files.isReadable(path)) {
            throw new TaskFailure("The control vector " + slider.vector() + " was deleted since the question was asked."
                    + " Ask again.");
        }
        return path;
    }

    /// Has a task done when its turn comes. A worker that dies takes the file with it.
    ///
    /// @throws WorkerDied when the worker is no more, for all who talk to it
    <R> R ask(Task<R> task) throws TaskFailure, WorkerDied {
        boolean alive = false;
        turn.lock();
        try {
            WorkerProcess talking =
                    worker.filter(_ -> !closed).orElseThrow(() -> new WorkerDied("The worker was ended."));
            R result = talking.run(task, WorkerListener.deaf());
            alive = true;
            return result;
        } catch (TaskFailure e) {
            alive = true;
            throw e;
        } finally {
            leave(alive);
        }
    }

    private void leave(boolean alive) {
        try {
            if (closed || !alive) {
                discard();
            }
        } finally {
            turn.unlock();
        }
    }

    private void discard() {
        closed = true;
        worker.ifPresent(WorkerProcess::close);
        try {
            if (copy.isPresent()) {
                copy.get().close();
            }
        } catch (IOException e) {
            LOG.warn("The copy of a file that was talked to stays in the staging directory", e);
        }
        copy = Optional.empty();
    }

    /// Ends the worker and removes the copy that it read; whoever talks to it meanwhile hears that it died and does so.
    @Override
    public void close() {
        closed = true;
        worker.ifPresent(WorkerProcess::close);
        if (turn.tryLock()) {
            leave(false);
        }
    }
}
