package dev.kennel.measuring;

import java.io.IOException;
import java.util.ArrayList;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.DiskFullException;
import dev.kennel.jobs.DeviceStage;
import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobFlow;
import dev.kennel.jobs.ShareRun;
import dev.kennel.jobs.StagingDirectory;
import dev.kennel.jobs.Work;
import dev.kennel.jobs.WorkUnit;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;

/// Measures each file, a share a file: written out once, loaded once for all texts, then timed. A file that cannot be
/// measured says why; the others go on.
@ApplicationScoped
class FileStage implements DeviceStage {

    static final String NAME = "measure.files";

    private static final double WEIGHT = 8;

    private final MeasureOrders orders;
    private final Subjects subjects;
    private final QualityMeter quality;
    private final SpeedMeter speed;
    private final BlobFiles blobs;
    private final ObjectMapper json;

    FileStage(
            MeasureOrders orders,
            Subjects subjects,
            QualityMeter quality,
            SpeedMeter speed,
            BlobFiles blobs,
            ObjectMapper json) {
        this.orders = orders;
        this.subjects = subjects;
        this.quality = quality;
        this.speed = speed;
        this.blobs = blobs;
        this.json = json;
    }

    /// What a share measures.
    ///
    /// @param subject its number in the order
    private record FileShare(int subject) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String title() {
        return "Measure";
    }

    @Override
    public String note() {
        return "each file by itself";
    }

    @Override
    public double weight() {
        return WEIGHT;
    }

    @Override
    public WorkUnit unit() {
        return WorkUnit.TOKENS;
    }

    @Override
    public String device(Job job) {
        return orders.of(job).settings().device();
    }

    /// Opens this stage for all files of the job.
    void open(Job job, JobFlow flow) {
        MeasureOrder order = orders.of(job);
        var works = new ArrayList<Work>();
        for (int subject = 0; subject < order.subjects().size(); subject++) {
            works.add(new Work(json.valueToTree(new FileShare(subject)), order.tokensPerFile()));
        }
        flow.open(job, NAME, works);
    }

    @Override
    public void run(ShareRun share) throws TaskFailure, WorkerDied, IOException {
        MeasureOrder order = orders.of(share.jobId());
        Subject subject = order.subjects()
                .get(json.treeToValue(share.work(), FileShare.class).subject());
        try (var staging = StagingDirectory.below(blobs, share.id())) {
            var file = new MeasuredFile(share, order, subject, subjects, staging.path());
            file.attempt(() -> {
                quality.measure(file);
                speed.measure(file);
            });
        } catch (DiskFullException e) {
            throw new TaskFailure(e.getMessage() + " Free some space, then retry the job: it goes on there.", e);
        }
    }

    @Override
    public void completed(Job job, JobFlow flow) {
        flow.finish(job);
    }
}
