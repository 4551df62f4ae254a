package dev.kennel.measuring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.kennel.jobs.ShareRun;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;

/// The file that a share measures, for the meters.
final class MeasuredFile {

    private final ShareRun share;
    private final MeasureOrder order;
    private final Subject subject;
    private final Subjects subjects;
    private final Path directory;
    private final TokensRead progress;
    private Optional<List<Path>> shards = Optional.empty();

    /// @param directory for what is written, gone when the share is over
    MeasuredFile(ShareRun share, MeasureOrder order, Subject subject, Subjects subjects, Path directory) {
        this.share = share;
        this.order = order;
        this.subject = subject;
        this.subjects = subjects;
        this.directory = directory;
        this.progress = new TokensRead(share);
    }

    ShareRun share() {
        return share;
    }

    MeasureOrder order() {
        return order;
    }

    Subject subject() {
        return subject;
    }

    Path directory() {
        return directory;
    }

    TokensRead progress() {
        return progress;
    }

    /// Its files in order, written out when first asked for.
    List<Path> shards() throws TaskFailure, IOException {
        if (shards.isEmpty()) {
            shards = Optional.of(subjects.readable(order.modelId(), subject, directory));
        }
        return shards.get();
    }

    /// Measures it. A file that takes llama.cpp down again and again is left, so that the others go on; the meter that
    /// met it has written that down.
    void attempt(Measuring measuring) throws TaskFailure, WorkerDied, IOException {
        try {
            measuring.run();
        } catch (WorkerDied e) {
            if (!share.isLastAttempt()) {
                throw e;
            }
            share.log("What was left to be found out of " + subject.name() + " here is given up.");
        }
    }

    @FunctionalInterface
    interface Measuring {
        void run() throws TaskFailure, WorkerDied, IOException;
    }
}
