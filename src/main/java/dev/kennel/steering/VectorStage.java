package dev.kennel.steering;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.catalog.Model;
import dev.kennel.catalog.Models;
import dev.kennel.catalog.StoredFacts;
import dev.kennel.feature.Feature;
import dev.kennel.features.Features;
import dev.kennel.gguf.ModelFacts;
import dev.kennel.imports.ComputedCompanions;
import dev.kennel.jobs.DeviceStage;
import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobFlow;
import dev.kennel.jobs.Jobs;
import dev.kennel.jobs.ShareRun;
import dev.kennel.jobs.StagingDirectory;
import dev.kennel.jobs.WorkUnit;
import dev.kennel.measuring.Subjects;
import dev.kennel.steer.ConversationsRead;
import dev.kennel.steer.ExtractReport;
import dev.kennel.steer.ExtractTask;
import dev.kennel.steer.SteeringReach;
import dev.kennel.store.BlobStore;
import dev.kennel.web.Format;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;

/// Lets the model read the conversations of both poles and keeps the direction between them.
@ApplicationScoped
class VectorStage implements DeviceStage {

    static final String NAME = "vector.extract";

    private final Jobs jobs;
    private final Models models;
    private final StoredFacts stored;
    private final Features features;
    private final Subjects subjects;
    private final ComputedCompanions companions;
    private final BlobStore store;
    private final ObjectMapper json;

    VectorStage(
            Jobs jobs,
            Models models,
            StoredFacts stored,
            Features features,
            Subjects subjects,
            ComputedCompanions companions,
            BlobStore store,
            ObjectMapper json) {
        this.jobs = jobs;
        this.models = models;
        this.stored = stored;
        this.features = features;
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
        return "Read the conversations of both poles";
    }

    @Override
    public WorkUnit unit() {
        return WorkUnit.CONVERSATIONS;
    }

    @Override
    public String device(Job job) {
        return order(job).device();
    }

    VectorOrder order(Job job) {
        return json.convertValue(job.request, VectorOrder.class);
    }

    @Override
    public void run(ShareRun share) throws TaskFailure, WorkerDied, IOException {
        VectorOrder order = QuarkusTransaction.joiningExisting().call(() -> order(jobs.findById(share.jobId())));
        try (var staging = StagingDirectory.below(store.files(), share.id())) {
            Path target = staging.path().resolve("vector.gguf");
            ExtractReport report =
                    share.runTask(task(order, target), step -> share.progress(((ConversationsRead) step).done()));
            report.directions()
                    .forEach(direction -> share.log("block %d: length %s, the poles lie %s standard deviations apart"
                            .formatted(
                                    direction.block(),
                                    Format.decimals(direction.norm(), 3),
                                    Format.decimals(direction.separation(), 2))));
            share.log("it acts: a logit moves by " + Format.decimals(report.engaged(), 3));
            companions.keepControlVector(share, order.modelId(), order.filename(), target);
        }
    }

    private ExtractTask task(VectorOrder order, Path target) throws TaskFailure, IOException {
        List<Path> shards = subjects.base(order.modelId());
        Model model = QuarkusTransaction.joiningExisting().call(() -> {
            Model found = models.findById(order.modelId());
            found.repository.path();
            return found;
        });
        Feature feature = QuarkusTransaction.joiningExisting()
                .call(() ->
                        features.byDigest(order.featureDigest()).orElseThrow().feature());
        ModelFacts facts = stored.of(model);
        SteeringReach reach = SteeringReach.of(facts);
        if (reach.blocks().isEmpty()) {
            throw new TaskFailure("No block of " + model.repository.path() + " can be steered.");
        }
        return new ExtractTask(
                shards,
                facts.architecture(),
                Math.toIntExact(facts.blockCount()),
                reach,
                feature.contrast(),
                order.method(),
                order.threads(),
                order.device(),
                VectorFacts.of(model, feature, order.method(), reach),
                target);
    }

    @Override
    public void completed(Job job, JobFlow flow) {
        flow.finish(job);
    }
}
