package dev.kennel.measuring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

import dev.kennel.blob.BlobFiles;
import dev.kennel.jobs.JobState;
import dev.kennel.jobs.Jobs;

/// Files that a job's shares leave for later ones: stored logits. They go with the job.
@ApplicationScoped
class JobFiles {

    private static final Logger LOG = Logger.getLogger(JobFiles.class);
    private static final String PREFIX = "job-";

    private final BlobFiles blobs;
    private final Jobs jobs;
    private final TransactionSynchronizationRegistry transactions;

    JobFiles(BlobFiles blobs, Jobs jobs, TransactionSynchronizationRegistry transactions) {
        this.blobs = blobs;
        this.jobs = jobs;
        this.transactions = transactions;
    }

    /// The logits that the reference gave for the text of this number.
    Path logits(long jobId, int text) {
        return directory(jobId).resolve("text-" + text + ".logits");
    }

    /// Gives a finished file its name, durably: it is whole or not there.
    void publish(Path written, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        force(written, StandardOpenOption.WRITE);
        Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
        force(target.getParent(), StandardOpenOption.READ);
        force(blobs.work(), StandardOpenOption.READ);
    }

    private static void force(Path path, StandardOpenOption option) throws IOException {
        try (FileChannel channel = FileChannel.open(path, option)) {
            channel.force(true);
        }
    }

    /// Removes a job's files when the running transaction commits.
    void removeAfterCommit(long jobId) {
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    remove(directory(jobId));
                }
            }
        });
    }

    /// What jobs left that ended as the server was killed.
    void sweep(@Observes StartupEvent event) throws IOException {
        List<Path> left;
        try (Stream<Path> directories = Files.list(blobs.work())) {
            left = directories.filter(this::isOfJobThatIsOver).toList();
        }
        left.forEach(JobFiles::remove);
    }

    private boolean isOfJobThatIsOver(Path directory) {
        String name = directory.getFileName().toString();
        if (!name.matches(PREFIX + "\\d{1,18}")) {
            return false;
        }
        long jobId = Long.parseLong(name.substring(PREFIX.length()));
        JobState state = QuarkusTransaction.requiringNew().call(() -> jobs.stateOf(jobId));
        return state == null || state == JobState.DONE || state == JobState.DISCARDED;
    }

    private Path directory(long jobId) {
        return blobs.work().resolve(PREFIX + jobId);
    }

    private static void remove(Path directory) {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (NoSuchFileException never) {
            LOG.debugf("%s was not there", directory);
        } catch (IOException | UncheckedIOException e) {
            LOG.warnf("%s could not be removed (%s); it is tried again at the next start", directory, e);
        }
    }
}
