package dev.kennel.measuring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.Sha256;
import dev.kennel.catalog.Models;
import dev.kennel.imports.CalibrationText;
import dev.kennel.imports.ComputedCompanions;
import dev.kennel.jobs.DeviceStage;
import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobFlow;
import dev.kennel.jobs.Jobs;
import dev.kennel.jobs.ShareRun;
import dev.kennel.jobs.StagingDirectory;
import dev.kennel.jobs.WorkUnit;
import dev.kennel.measure.EvaluationText;
import dev.kennel.measure.ImatrixChunks;
import dev.kennel.measure.ImatrixReport;
import dev.kennel.measure.ImatrixTask;
import dev.kennel.measuring.MeasureOrder.Reading;
import dev.kennel.store.BlobStore;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;

/// Lets the model read a calibration text and keeps what its tensors were multiplied with.
@ApplicationScoped
class ImatrixStage implements DeviceStage {

    static final String NAME = "imatrix.compute";

    private final Jobs jobs;
    private final Models models;
    private final Subjects subjects;
    private final ComputedCompanions companions;
    private final BlobStore store;
    private final ObjectMapper json;

    ImatrixStage(
            Jobs jobs,
            Models models,
            Subjects subjects,
            ComputedCompanions companions,
            BlobStore store,
            ObjectMapper json) {
        this.jobs = jobs;
        this.models = models;
        this.subjects = subjects;
        this.companions = companions;
        this.store = store;
        this.json = json;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String title() {
        return "Read the calibration text";
    }

    @Override
    public WorkUnit unit() {
        return WorkUnit.CHUNKS;
    }

    @Override
    public String device(Job job) {
        return order(job).settings().device();
    }

    ImatrixOrder order(Job job) {
        return json.convertValue(job.request, ImatrixOrder.class);
    }

    @Override
    public void run(ShareRun share) throws TaskFailure, WorkerDied, IOException {
        ImatrixOrder order = QuarkusTransaction.joiningExisting().call(() -> order(jobs.findById(share.jobId())));
        BlobFiles blobs = store.files();
        try (var staging = StagingDirectory.below(blobs, share.id())) {
            Path target = staging.path().resolve("imatrix.gguf");
            ImatrixReport report =
                    share.runTask(task(order, target), step -> share.progress(((ImatrixChunks) step).done()));
            share.log("%s: %d chunks, weights of %d tensors"
                    .formatted(order.filename(), report.chunks(), report.tensors()));
            companions.keepImatrix(share, order.modelId(), order.filename(), target, calibration(order));
        }
    }

    private static CalibrationText calibration(ImatrixOrder order) {
        return new CalibrationText(order.reading().name(), order.reading().sha256(), order.licence());
    }

    private ImatrixTask task(ImatrixOrder order, Path target) throws TaskFailure, IOException {
        List<Path> shards = subjects.base(order.modelId());
        Reading reading = order.reading();
        var text = new EvaluationText(store.files().path(new Sha256(reading.sha256())), reading.kind());
        return new ImatrixTask(shards, text, reading.name(), order.settings(), target);
    }

    @Override
    public void completed(Job job, JobFlow flow) {
        flow.finish(job);
    }
}
