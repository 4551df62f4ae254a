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
import dev.kennel.jobs.DeviceStage;
import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobFlow;
import dev.kennel.jobs.ShareRun;
import dev.kennel.jobs.StagingDirectory;
import dev.kennel.jobs.Work;
import dev.kennel.jobs.WorkUnit;
import dev.kennel.measure.BaseLogits;
import dev.kennel.measure.BaseLogitsTask;
import dev.kennel.measure.ChunkScored;
import dev.kennel.measure.EvaluationSettings;
import dev.kennel.measure.EvaluationText;
import dev.kennel.measuring.MeasureOrder.Reading;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;

/// Lets the reference read the texts, keeps what it says of each token, once for all quants of the job, and compares it
/// with that itself: the floor. It is loaded once for all of this.
@ApplicationScoped
class ReferenceStage implements DeviceStage {

    static final String NAME = "measure.reference";

    private final MeasureOrders orders;
    private final Subjects subjects;
    private final QualityMeter quality;
    private final JobFiles files;
    private final FileStage next;
    private final BlobFiles blobs;
    private final ObjectMapper json;

    ReferenceStage(
            MeasureOrders orders,
            Subjects subjects,
            QualityMeter quality,
            JobFiles files,
            FileStage next,
            BlobFiles blobs,
            ObjectMapper json) {
        this.orders = orders;
        this.subjects = subjects;
        this.quality = quality;
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
        return "its logits are kept for all, and give the floor";
    }

    @Override
    public WorkUnit unit() {
        return WorkUnit.TOKENS;
    }

    @Override
    public String device(Job job) {
        return orders.of(job).settings().device();
    }

    /// All texts in one share: the reference may be large. It reads each twice.
    List<Work> works(MeasureOrder order) {
        return order.readings().stream().allMatch(reading -> reading.imported().isPresent())
                ? List.of()
                : List.of(new Work(json.createObjectNode(), 2 * order.textTokens()));
    }

    @Override
    public void run(ShareRun share) throws TaskFailure, WorkerDied, IOException {
        MeasureOrder order = orders.of(share.jobId());
        try (var staging = StagingDirectory.below(blobs, share.id())) {
            var reference = new MeasuredFile(share, order, order.reference(), subjects, staging.path());
            for (int text = 0; text < order.readings().size(); text++) {
                read(reference, text);
            }
            reference.attempt(() -> quality.measure(reference));
        } catch (DiskFullException e) {
            throw new TaskFailure(e.getMessage() + " Free some space, then retry the job.", e);
        }
    }

    private void read(MeasuredFile reference, int text) throws TaskFailure, WorkerDied, IOException {
        Reading reading = reference.order().readings().get(text);
        long tokens = reference.order().tokens(reading);
        Path kept = files.logits(reference.share().jobId(), text);
        if (Files.exists(kept)) {
            reference.progress().given(tokens);
            return;
        }
        Path written = reference.directory().resolve("text-" + text + ".logits");
        BaseLogits logits = logits(reference, reading, written);
        files.publish(written, kept);
        reference.progress().finished(tokens);
        reference
                .share()
                .log("%s on %s: perplexity %.4f ± %.4f over %d chunks, logits kept"
                        .formatted(
                                reference.subject().name(),
                                reading.name(),
                                logits.perplexity().value(),
                                logits.perplexity().error(),
                                logits.shape().chunks()));
    }

    private BaseLogits logits(MeasuredFile reference, Reading reading, Path target)
            throws TaskFailure, WorkerDied, IOException {
        EvaluationSettings settings = reference.order().settings();
        var text = new EvaluationText(blobs.path(new Sha256(reading.sha256())), reading.kind());
        var task = new BaseLogitsTask(reference.shards(), text, settings, target);
        return reference.share().runTask(task, step -> reference
                .progress()
                .reached((long) ((ChunkScored) step).done() * settings.contextLength()));
    }

    @Override
    public void completed(Job job, JobFlow flow) {
        next.open(job, flow);
    }
}
