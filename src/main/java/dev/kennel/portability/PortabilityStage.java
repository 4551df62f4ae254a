package dev.kennel.portability;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.DiskFullException;
import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobFlow;
import dev.kennel.jobs.Jobs;
import dev.kennel.jobs.Lane;
import dev.kennel.jobs.ShareRun;
import dev.kennel.jobs.Stage;
import dev.kennel.jobs.StagingDirectory;
import dev.kennel.measure.ModelRuntime;
import dev.kennel.measurements.Measurements;
import dev.kennel.measuring.Subject;
import dev.kennel.measuring.Subjects;
import dev.kennel.worker.TaskFailure;

/// Tries each file in all runtimes, a share a file: written out once, then a worker for each runtime.
@ApplicationScoped
class PortabilityStage implements Stage {

    static final String NAME = "portability.files";

    private final Jobs jobs;
    private final Subjects subjects;
    private final Measurements measurements;
    private final TrialEntry entry;
    private final RuntimeTrials trials;
    private final BlobFiles blobs;
    private final ObjectMapper json;

    PortabilityStage(
            Jobs jobs,
            Subjects subjects,
            Measurements measurements,
            TrialEntry entry,
            RuntimeTrials trials,
            BlobFiles blobs,
            ObjectMapper json) {
        this.jobs = jobs;
        this.subjects = subjects;
        this.measurements = measurements;
        this.entry = entry;
        this.trials = trials;
        this.blobs = blobs;
        this.json = json;
    }

    /// What a share tries.
    ///
    /// @param subject its number in the order
    record FileShare(int subject) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String title() {
        return "Try";
    }

    @Override
    public String note() {
        return "each file in each runtime";
    }

    @Override
    public Lane lane() {
        return Lane.CPU;
    }

    PortabilityOrder order(Job job) {
        return json.convertValue(job.request, PortabilityOrder.class);
    }

    @Override
    public void run(ShareRun share) throws TaskFailure, IOException {
        PortabilityOrder order = QuarkusTransaction.joiningExisting().call(() -> order(jobs.findById(share.jobId())));
        Subject subject = order.subjects()
                .get(json.treeToValue(share.work(), FileShare.class).subject());
        Set<ModelRuntime> left = EnumSet.allOf(ModelRuntime.class);
        left.removeAll(tried(share, subject));
        long read = (ModelRuntime.values().length - left.size()) * subject.bytes();
        share.given(read);
        try (var staging = StagingDirectory.below(blobs, share.id())) {
            List<Path> shards = subjects.readable(order.modelId(), subject, staging.path());
            for (ModelRuntime runtime : left) {
                trials.run(share, subject, runtime, shards, staging.path());
                read += subject.bytes();
                share.progress(read);
            }
        } catch (TaskFailure e) {
            left.forEach(runtime -> entry.addFailure(share, subject, runtime, e.getMessage()));
        } catch (DiskFullException e) {
            throw new TaskFailure(e.getMessage() + " Free some space, then retry the job: it goes on there.", e);
        }
    }

    /// What an earlier attempt has found already.
    private Set<ModelRuntime> tried(ShareRun share, Subject subject) {
        return QuarkusTransaction.joiningExisting().call(() -> measurements.of(share.jobId()).stream()
                .filter(measurement -> measurement.fileSha256.equals(subject.sha256()))
                .map(measurement -> measurements.trialSettings(measurement).runtime())
                .collect(Collectors.toSet()));
    }

    @Override
    public void completed(Job job, JobFlow flow) {
        flow.finish(job);
    }
}
