package dev.kennel.provenance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.DiskFullException;
import dev.kennel.catalog.SourceFiles;
import dev.kennel.derivations.Rebuild;
import dev.kennel.derivations.Rebuilds;
import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobFlow;
import dev.kennel.jobs.Jobs;
import dev.kennel.jobs.Lane;
import dev.kennel.jobs.ShareRun;
import dev.kennel.jobs.Stage;
import dev.kennel.jobs.StagingDirectory;
import dev.kennel.machine.Environments;
import dev.kennel.quantize.AssembleTask;
import dev.kennel.quantize.AssembleTask.TensorBlob;
import dev.kennel.quantize.AssembledQuant;
import dev.kennel.quantize.BlobChecked;
import dev.kennel.quantize.EncodeReport;
import dev.kennel.quantize.EncodersUsed;
import dev.kennel.quantize.PlanTask;
import dev.kennel.quantize.RecipePlan;
import dev.kennel.quantize.SlabEncoded;
import dev.kennel.quantize.SweepWork;
import dev.kennel.quantize.UnitKey;
import dev.kennel.quantize.UnitStaged;
import dev.kennel.sweeps.EncodeTasks;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;

/// Derives a quant again from its source, as a sweep does and without anything that the store has: plans it, encodes
/// every tensor, assembles the file, and compares. All of it is thrown away.
@ApplicationScoped
class RebuildStage implements Stage {

    static final String NAME = "rebuild.derive";

    /// Over the quant's bytes: they are encoded, assembled and compared.
    static final long PASSES = 3;

    private final Jobs jobs;
    private final RebuildSubjects subjects;
    private final RebuildComparison comparison;
    private final EncodeTasks tasks;
    private final Rebuilds rebuilds;
    private final Environments environments;
    private final BlobFiles blobs;
    private final ObjectMapper json;

    RebuildStage(
            Jobs jobs,
            RebuildSubjects subjects,
            RebuildComparison comparison,
            EncodeTasks tasks,
            Rebuilds rebuilds,
            Environments environments,
            BlobFiles blobs,
            ObjectMapper json) {
        this.jobs = jobs;
        this.subjects = subjects;
        this.comparison = comparison;
        this.tasks = tasks;
        this.rebuilds = rebuilds;
        this.environments = environments;
        this.blobs = blobs;
        this.json = json;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String title() {
        return "Derive again";
    }

    @Override
    public String note() {
        return "from the source, nothing reused";
    }

    @Override
    public Lane lane() {
        return Lane.CPU;
    }

    RebuildOrder order(Job job) {
        return json.convertValue(job.request, RebuildOrder.class);
    }

    @Override
    public void run(ShareRun share) throws TaskFailure, WorkerDied, IOException {
        RebuildOrder order = QuarkusTransaction.joiningExisting().call(() -> order(jobs.findById(share.jobId())));
        RebuildSubject subject = subjects.of(order);
        SourceFiles.require(subject.files(), subject.source().shards());
        try (var staging = StagingDirectory.below(blobs, share.id())) {
            blobs.reserve().require(subject.quant().artifact.bytes);
            Encoded encoded = encode(share, subject, plan(share, subject), staging.path(), order.device());
            AssembledQuant assembled = assemble(share, subject, encoded.tensors(), staging.path());
            Rebuild rebuild = comparison.of(share, subject, encoded.tensors(), assembled);
            rebuild.encodingDevice = order.device();
            rebuild.encoders = encoded.by().types();
            share.log(order.quant() + ": " + rebuild.words());
            share.complete(() -> rebuilds.add(rebuild, environments.of(assembled.llama())));
        } catch (DiskFullException e) {
            throw new TaskFailure(e.getMessage() + " Free some space, then retry the job.", e);
        }
    }

    @Override
    public void completed(Job job, JobFlow flow) {
        flow.finish(job);
    }

    private static RecipePlan plan(ShareRun share, RebuildSubject subject) throws TaskFailure, WorkerDied, IOException {
        var task = new PlanTask(subject.source().shards(), subject.source().imatrixRef(), List.of(subject.recipe()));
        RecipePlan plan = share.runTask(task, _ -> {}).recipes().getFirst();
        if (!plan.obstacles().isEmpty()) {
            throw new TaskFailure("llama.cpp cannot make " + subject.quant().name + " any more: "
                    + plan.obstacles().stream().map(RecipePlan.Obstacle::why).collect(Collectors.joining(" ")));
        }
        return plan;
    }

    /// @param tensors in file order
    private record Encoded(List<TensorBlob> tensors, EncodersUsed by) {}

    private Encoded encode(ShareRun share, RebuildSubject subject, RecipePlan plan, Path staging, String device)
            throws TaskFailure, WorkerDied, IOException {
        var work = new SweepWork(subject.sourceTensors());
        Map<UnitKey, UnitStaged> made = new HashMap<>();
        long[] encoded = {0};
        EncodeReport report = share.runTask(
                tasks.of(subject.source(), work.missing(List.of(plan), Set.of()), staging, device), step -> {
                    switch (step) {
                        case UnitStaged unit -> made.put(unit.key(), unit);
                        case SlabEncoded slab -> {
                            encoded[0] += slab.encodedBytes();
                            share.progress(encoded[0]);
                        }
                        default -> throw new IllegalStateException("An unknown step of encoding: " + step);
                    }
                });
        share.log(report.stages().inWords());
        share.log(report.encodersUsed().whatEncoded());
        return new Encoded(work.blobs(plan, made), report.encodersUsed());
    }

    private static AssembledQuant assemble(
            ShareRun share, RebuildSubject subject, List<TensorBlob> tensors, Path staging)
            throws TaskFailure, WorkerDied, IOException {
        var task = new AssembleTask(
                subject.source().shards(), subject.source().imatrixRef(), subject.recipe(), tensors, staging);
        long[] done = {subject.quant().artifact.bytes};
        return share.runTask(task, step -> {
            done[0] += ((BlobChecked) step).bytes();
            share.progress(done[0]);
        });
    }
}
