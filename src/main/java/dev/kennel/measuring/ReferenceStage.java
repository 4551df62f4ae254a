package dev.kennel.measuring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.DiskFullException;
import dev.kennel.blob.Sha256;
import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobFlow;
import dev.kennel.jobs.Lane;
import dev.kennel.jobs.ShareRun;
import dev.kennel.jobs.Stage;
import dev.kennel.jobs.StagingDirectory;
import dev.kennel.jobs.Work;
import dev.kennel.jobs.WorkUnit;
import dev.kennel.measure.BaseLogits;
import dev.kennel.measure.BaseLogitsTask;
import dev.kennel.measure.ChunkScored;
import dev.kennel.measure.EvaluationText;
import dev.kennel.measuring.MeasureOrder.Reading;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;

/// Lets the reference read the texts and keeps what it says of each token, once for all quants of the job.
@ApplicationScoped
class ReferenceStage implements Stage {

    static final String NAME = "measure.reference";

    private final MeasureOrders orders;
    private final Subjects subjects;
    private final JobFiles files;
    private final FileStage next;
    private final BlobFiles blobs;
    private final ObjectMapper json;

    ReferenceStage(
            MeasureOrders orders,
            Subjects subjects,
            JobFiles files,
            FileStage next,
            BlobFiles blobs,
            ObjectMapper json) {
        this.orders = orders;
        this.subjects = subjects;
        this.files = files;
        this.next = next;
        this.blobs = blobs;
        this.json = json;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String title() {
        return "Read with the reference";
    }

    @Override
    public String note() {
        return "its logits are kept for all";
    }

    @Override
    public WorkUnit unit() {
        return WorkUnit.TOKENS;
    }

    @Override
    public Lane lane() {
        return Lane.CPU;
    }

    @Override
    public Lane lane(Job job) {
        return Lane.of(orders.of(job).settings().device());
    }

    /// All texts in one share: the reference may be large, and is loaded as seldom as can be.
    List<Work> works(MeasureOrder order) {
        return order.readings().stream().allMatch(reading -> reading.imported().isPresent())
                ? List.of()
                : List.of(new Work(json.createObjectNode(), order.textTokens()));
    }

    @Override
    public void run(ShareRun share) throws TaskFailure, WorkerDied, IOException {
        MeasureOrder order = orders.of(share.jobId());
        try (var staging = StagingDirectory.below(blobs, share.id())) {
            var reading = new TokensRead(share);
            List<Path> shards = List.of();
            for (int text = 0; text < order.readings().size(); text++) {
                Reading what = order.readings().get(text);
                if (Files.exists(files.logits(share.jobId(), text))) {
                    reading.given(order.tokens(what));
                    continue;
                }
                if (shards.isEmpty()) {
                    shards = subjects.readable(order.modelId(), order.reference(), staging.path());
                }
                read(share, order, text, shards, staging.path(), reading);
            }
        } catch (DiskFullException e) {
            throw new TaskFailure(e.getMessage() + " Free some space, then retry the job.", e);
        }
    }

    private void read(
            ShareRun share, MeasureOrder order, int text, List<Path> shards, Path directory, TokensRead progress)
            throws TaskFailure, WorkerDied, IOException {
        Reading reading = order.readings().get(text);
        Path written = directory.resolve("text-" + text + ".logits");
        var file = new EvaluationText(blobs.path(new Sha256(reading.sha256())), reading.kind());
        BaseLogits logits = share.runTask(
                new BaseLogitsTask(shards, file, order.settings(), written),
                step -> progress.reached(
                        (long) ((ChunkScored) step).done() * order.settings().contextLength()));
        files.publish(written, files.logits(share.jobId(), text));
        progress.finished(order.tokens(reading));
        share.log("%s on %s: perplexity %.4f ± %.4f over %d chunks, logits kept"
                .formatted(
                        order.reference().name(),
                        reading.name(),
                        logits.perplexity().value(),
                        logits.perplexity().error(),
                        logits.shape().chunks()));
    }

    @Override
    public void completed(Job job, JobFlow flow) {
        next.open(job, flow);
    }
}
