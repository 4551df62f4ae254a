package dev.kennel.sweeps;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.blob.DiskFullException;
import dev.kennel.catalog.Models;
import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobFlow;
import dev.kennel.jobs.JobLog;
import dev.kennel.jobs.Lane;
import dev.kennel.jobs.ShareRun;
import dev.kennel.jobs.Stage;
import dev.kennel.jobs.StagingDirectory;
import dev.kennel.quantize.EncodeReport;
import dev.kennel.quantize.EncodeTask;
import dev.kennel.quantize.EncodeTask.TensorWork;
import dev.kennel.quantize.EncodeTask.UnitWork;
import dev.kennel.quantize.SlabEncoded;
import dev.kennel.quantize.UnitKey;
import dev.kennel.quantize.UnitStaged;
import dev.kennel.store.BlobStore;
import dev.kennel.store.Holder;
import dev.kennel.store.StoredUnit;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;

/// Makes the units that the store does not have yet: each source tensor is read once and encoded into all of its types.
@ApplicationScoped
class EncodeStage implements Stage {

    static final String NAME = "sweep.encode";

    private final SweepOrders orders;
    private final Sweeps sweeps;
    private final Models models;
    private final BlobStore store;
    private final JobLog log;
    private final EncodeTasks tasks;
    private final UnitCount count;
    private final AssembleStage assemble;

    EncodeStage(
            SweepOrders orders,
            Sweeps sweeps,
            Models models,
            BlobStore store,
            JobLog log,
            EncodeTasks tasks,
            UnitCount count,
            AssembleStage assemble) {
        this.orders = orders;
        this.sweeps = sweeps;
        this.models = models;
        this.store = store;
        this.log = log;
        this.tasks = tasks;
        this.count = count;
        this.assemble = assemble;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String title() {
        return "Encode";
    }

    @Override
    public String note() {
        return "each tensor is read once";
    }

    @Override
    public double weight() {
        return 9;
    }

    @Override
    public Lane lane() {
        return Lane.CPU;
    }

    @Override
    public void run(ShareRun share) throws TaskFailure, WorkerDied, IOException {
        SweepShare part = orders.share(share.work());
        Source source = orders.source(share.jobId());
        reuseStored(share, part);
        List<SweepUnit> missing = QuarkusTransaction.requiringNew().call(() -> sweeps.missing(share.jobId(), part));
        if (missing.isEmpty()) {
            return;
        }
        share.given(
                share.amount() - missing.stream().mapToLong(unit -> unit.bytes).sum());
        share.log(missing.size() + " units to make of the tensors " + part.from() + " to " + (part.to() - 1));
        try (var staging = StagingDirectory.below(store.files(), share.id())) {
            encode(share, source, missing, staging.path());
        } catch (DiskFullException e) {
            throw new TaskFailure(
                    e.getMessage() + " Free some space, then retry the job: it goes on where it stopped.", e);
        }
    }

    @Override
    public void completed(Job job, JobFlow flow) {
        assemble.open(job, flow);
    }

    /// Another job, or an attempt that was cut short, may have made some by now.
    private void reuseStored(ShareRun share, SweepShare part) throws IOException {
        List<String> missing = QuarkusTransaction.requiringNew().call(() -> sweeps.missing(share.jobId(), part).stream()
                .map(unit -> unit.key.unitKey())
                .toList());
        Collection<StoredUnit> found =
                store.reuse(missing, Holder.job(share.jobId())).values();
        if (!found.isEmpty()) {
            share.commit(() -> sweeps.reused(share.jobId(), found));
            count.reused(found.size());
        }
    }

    private List<TensorWork> work(Source source, List<SweepUnit> missing) {
        Map<Integer, List<UnitWork>> units = new HashMap<>();
        for (SweepUnit unit : missing) {
            units.computeIfAbsent(unit.tensorOrdinal, _ -> new ArrayList<>())
                    .add(new UnitWork(new UnitKey(unit.key.unitKey()), unit.type, unit.weighted));
        }
        return models.tensors(source.model()).stream()
                .filter(tensor -> units.containsKey(tensor.key.ordinal()))
                .map(tensor -> SourceTensors.of(tensor).with(units.get(tensor.key.ordinal())))
                .toList();
    }

    private void encode(ShareRun share, Source source, List<SweepUnit> missing, Path staging)
            throws TaskFailure, WorkerDied, IOException {
        List<TensorWork> tensors = QuarkusTransaction.requiringNew().call(() -> work(source, missing));
        long toMake = missing.stream().mapToLong(unit -> unit.bytes).sum();
        store.files().reserve().require(toMake);
        EncodeTask task = tasks.of(source, tensors, staging, orders.device(share.jobId()));
        var units = new UnitCommits(share, sweeps, log, store, count);
        long given = share.amount() - toMake;
        long[] encoded = {0};
        try {
            EncodeReport report = share.runTask(task, step -> {
                switch (step) {
                    case UnitStaged unit -> units.add(unit);
                    case SlabEncoded slab -> {
                        encoded[0] += slab.encodedBytes();
                        requireSpace(toMake - encoded[0]);
                        share.progress(given + encoded[0]);
                        units.flushIfDue();
                    }
                    default -> throw new IllegalStateException("An unknown step of encoding: " + step);
                }
            });
            units.flush();
            share.log(report.stages().inWords());
            share.log(report.encodersUsed().whatEncoded());
        } catch (UnitCommits.Failed e) {
            throw e.getCause();
        }
    }

    /// The worker only sees the disk's end; the database needs room before it.
    private void requireSpace(long bytes) {
        try {
            store.files().reserve().require(bytes);
        } catch (IOException e) {
            throw new UnitCommits.Failed(e);
        }
    }
}
