package dev.kennel.steering;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.blob.DiskFullException;
import dev.kennel.blob.Sha256;
import dev.kennel.blob.Staged;
import dev.kennel.catalog.Model;
import dev.kennel.catalog.Models;
import dev.kennel.catalog.StoredFacts;
import dev.kennel.gguf.ModelFacts;
import dev.kennel.jobs.DeviceStage;
import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobFlow;
import dev.kennel.jobs.Jobs;
import dev.kennel.jobs.ShareRun;
import dev.kennel.jobs.StagingDirectory;
import dev.kennel.jobs.WorkUnit;
import dev.kennel.machine.Environments;
import dev.kennel.measuring.Subjects;
import dev.kennel.steer.ActivationsReport;
import dev.kennel.steer.ActivationsTask;
import dev.kennel.steer.ActivationsTask.Input;
import dev.kennel.steer.SteeringReach;
import dev.kennel.steer.TokensCaptured;
import dev.kennel.store.BlobStore;
import dev.kennel.store.Holder;
import dev.kennel.store.NewBlob;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;

/// Lets a file read something and keeps what comes out of its blocks.
@ApplicationScoped
class ActivationStage implements DeviceStage {

    static final String NAME = "activations.capture";

    private static final int CONTEXT = 512;

    /// More than tokens of texts have on average, by far.
    private static final int CHARACTERS_OF_A_TOKEN = 64;

    private final Jobs jobs;
    private final Models models;
    private final StoredFacts facts;
    private final Subjects subjects;
    private final Activations activations;
    private final Environments environments;
    private final BlobStore store;
    private final ObjectMapper json;

    ActivationStage(
            Jobs jobs,
            Models models,
            StoredFacts facts,
            Subjects subjects,
            Activations activations,
            Environments environments,
            BlobStore store,
            ObjectMapper json) {
        this.jobs = jobs;
        this.models = models;
        this.facts = facts;
        this.subjects = subjects;
        this.activations = activations;
        this.environments = environments;
        this.store = store;
        this.json = json;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String title() {
        return "Read and capture";
    }

    @Override
    public WorkUnit unit() {
        return WorkUnit.TOKENS;
    }

    @Override
    public String device(Job job) {
        return order(job).device();
    }

    ActivationOrder order(Job job) {
        return json.convertValue(job.request, ActivationOrder.class);
    }

    @Override
    public void run(ShareRun share) throws TaskFailure, WorkerDied, IOException {
        ActivationOrder order = QuarkusTransaction.joiningExisting().call(() -> order(jobs.findById(share.jobId())));
        try (var staging = StagingDirectory.below(store.files(), share.id())) {
            Path target = staging.path().resolve("activations." + order.format().extension());
            ActivationsReport report = share.runTask(
                    task(order, staging.path(), target), step -> share.progress(((TokensCaptured) step).done()));
            var staged = Staged.of(target);
            store.commit(List.of(NewBlob.of(staged)), Holder.job(share.jobId()));
            share.log("%d tokens, %d blocks of %d numbers"
                    .formatted(report.tokens(), report.blocks().size(), report.width()));
            share.complete(() ->
                    activations.add(activation(share.jobId(), order, report, staged), environments.of(report.llama())));
        } catch (DiskFullException e) {
            throw new TaskFailure(e.getMessage() + " Free some space, then retry the job.", e);
        }
    }

    private ActivationsTask task(ActivationOrder order, Path directory, Path target) throws TaskFailure, IOException {
        List<Path> shards = subjects.readable(order.modelId(), order.file(), directory);
        Model model = QuarkusTransaction.joiningExisting()
                .call(() -> models.findByIdOptional(order.modelId()))
                .orElseThrow(() -> new TaskFailure("The model of this job was deleted. Discard the job."));
        ModelFacts known = facts.of(model);
        return new ActivationsTask(
                shards,
                SteeringReach.of(known).tensor(),
                Math.toIntExact(known.blockCount()),
                input(order),
                order.tokens(),
                CONTEXT,
                order.threads(),
                order.device(),
                order.format(),
                target);
    }

    private Input input(ActivationOrder order) throws IOException {
        if (order.prompt().isPresent()) {
            return new Input(order.prompt().get(), true);
        }
        String words = Files.readString(
                store.files().path(new Sha256(order.text().orElseThrow().sha256())));
        int most = Math.multiplyExact(order.tokens(), CHARACTERS_OF_A_TOKEN);
        return new Input(words.substring(0, Math.min(words.length(), most)), false);
    }

    private Activation activation(long job, ActivationOrder order, ActivationsReport report, Staged staged) {
        var activation = new Activation();
        activation.modelName = order.model();
        activation.fileName = order.file().name();
        activation.fileSha256 = order.file().sha256();
        activation.textName = order.text().map(ActivationOrder.Text::name).orElse(null);
        activation.prompt = order.prompt().orElse(null);
        activation.format = order.format();
        activation.report = json.valueToTree(report);
        activation.blobSha256 = staged.sha256().hex();
        activation.bytes = staged.bytes();
        activation.jobId = job;
        return activation;
    }

    @Override
    public void completed(Job job, JobFlow flow) {
        flow.finish(job);
    }
}
