package dev.kennel.sweeps;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.blob.DiskFullException;
import dev.kennel.blob.Sha256;
import dev.kennel.blob.Staged;
import dev.kennel.catalog.Recipes;
import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobFlow;
import dev.kennel.jobs.Lane;
import dev.kennel.jobs.ShareRun;
import dev.kennel.jobs.Stage;
import dev.kennel.jobs.StagingDirectory;
import dev.kennel.jobs.Work;
import dev.kennel.quantize.AssembleTask;
import dev.kennel.quantize.AssembleTask.TensorBlob;
import dev.kennel.quantize.AssembledQuant;
import dev.kennel.quantize.BlobChecked;
import dev.kennel.recipe.Recipe;
import dev.kennel.store.BlobStore;
import dev.kennel.store.Holder;
import dev.kennel.store.NewBlob;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;

/// Puts quants together from their units. Each appears in the catalog as soon as it is whole.
@ApplicationScoped
class AssembleStage implements Stage {

    static final String NAME = "sweep.assemble";

    /// Quants in a share: few enough to spread over nodes, enough to make starting a worker worth it.
    private static final int QUANTS_A_SHARE = 8;

    private final SweepOrders orders;
    private final Sweeps sweeps;
    private final Recipes recipes;
    private final BlobStore store;
    private final QuantEntry entry;
    private final ObjectMapper json;

    AssembleStage(
            SweepOrders orders, Sweeps sweeps, Recipes recipes, BlobStore store, QuantEntry entry, ObjectMapper json) {
        this.orders = orders;
        this.sweeps = sweeps;
        this.recipes = recipes;
        this.store = store;
        this.entry = entry;
        this.json = json;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String title() {
        return "Assemble";
    }

    @Override
    public String note() {
        return "every byte is checked";
    }

    @Override
    public Lane lane() {
        return Lane.CPU;
    }

    /// Opens this stage for all quants of the job.
    void open(Job job, JobFlow flow) {
        List<SweepQuant> quants = sweeps.quants(job.id);
        var works = new ArrayList<Work>();
        for (int from = 0; from < quants.size(); from += QUANTS_A_SHARE) {
            List<SweepQuant> group = quants.subList(from, Math.min(from + QUANTS_A_SHARE, quants.size()));
            long bytes = group.stream().mapToLong(quant -> quant.predictedBytes).sum();
            works.add(new Work(ordinals(group), bytes));
        }
        flow.open(job, NAME, works);
    }

    @Override
    public void run(ShareRun share) throws TaskFailure, WorkerDied, IOException {
        Source source = orders.source(share.jobId());
        long done = 0;
        long given = 0;
        for (JsonNode ordinal : share.work()) {
            SweepQuant quant =
                    QuarkusTransaction.requiringNew().call(() -> sweeps.quant(share.jobId(), ordinal.asInt()));
            if (quant.made) {
                given += quant.predictedBytes;
                share.given(given);
            } else {
                assemble(share, source, quant, done);
            }
            done += quant.predictedBytes;
            share.progress(done);
        }
    }

    @Override
    public void completed(Job job, JobFlow flow) {
        flow.finish(job);
    }

    private JsonNode ordinals(List<SweepQuant> quants) {
        return json.valueToTree(
                quants.stream().map(quant -> quant.key.ordinal()).toList());
    }

    private void assemble(ShareRun share, Source source, SweepQuant quant, long doneBefore)
            throws TaskFailure, WorkerDied, IOException {
        Recipe recipe = QuarkusTransaction.requiringNew()
                .call(() -> recipes.byDigest(quant.recipeDigest).orElseThrow().recipe());
        List<QuantTensor> tensors =
                QuarkusTransaction.requiringNew().call(() -> sweeps.tensors(share.jobId(), quant.key.ordinal()));
        try (var staging = StagingDirectory.below(store.files(), share.id())) {
            var task = new AssembleTask(source.shards(), source.imatrixRef(), recipe, blobs(tensors), staging.path());
            long[] done = {doneBefore};
            AssembledQuant assembled = share.runTask(task, step -> {
                done[0] += ((BlobChecked) step).bytes();
                share.progress(done[0]);
            });
            store.commit(List.of(NewBlob.of(header(assembled))), Holder.job(share.jobId()));
            share.commit(() -> entry.add(share.jobId(), source, quant, assembled, tensors));
            share.log(quant.recipeName + " is made: " + assembled.bytes() + " bytes, sha256 " + assembled.sha256());
        } catch (DiskFullException e) {
            throw new TaskFailure(
                    e.getMessage() + " Free some space, then retry the job: it goes on where it stopped.", e);
        }
    }

    private List<TensorBlob> blobs(List<QuantTensor> tensors) {
        return tensors.stream().map(this::blob).toList();
    }

    private TensorBlob blob(QuantTensor tensor) {
        SweepUnit unit = tensor.unit();
        Path path = store.files().path(new Sha256(unit.blobSha256));
        return new TensorBlob(tensor.name(), unit.type, path, unit.blobSha256, unit.bytes);
    }

    private static Staged header(AssembledQuant assembled) {
        return new Staged(assembled.header(), new Sha256(assembled.headerSha256()), assembled.headerBytes());
    }
}
