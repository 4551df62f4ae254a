package dev.kennel.imports;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.blob.BlobWriter;
import dev.kennel.blob.Sha256;
import dev.kennel.blob.Staged;
import dev.kennel.gguf.GgufDigest;
import dev.kennel.gguf.GgufFormatException;
import dev.kennel.gguf.ModelFacts;
import dev.kennel.imports.Inspection.CompanionFile;
import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobFlow;
import dev.kennel.jobs.Jobs;
import dev.kennel.jobs.Lane;
import dev.kennel.jobs.ShareRun;
import dev.kennel.jobs.Stage;
import dev.kennel.store.BlobStore;
import dev.kennel.store.Holder;
import dev.kennel.store.NewBlob;
import dev.kennel.web.Problem;
import dev.kennel.web.ProblemException;
import dev.kennel.worker.TaskFailure;

/// Reads what is imported, once and whole, and enters it into the catalog in one transaction at the end: an import
/// that fails or is killed leaves nothing behind.
@ApplicationScoped
class ReadStage implements Stage {

    static final String NAME = "import.read";

    private static final int BUFFER = 4 << 20;
    private static final int MOST_ERRORS = 20;

    private final Jobs jobs;
    private final ImportInspector inspector;
    private final ModelEntry modelEntry;
    private final ForeignQuantEntry quantEntry;
    private final CompanionEntry companionEntry;
    private final BlobStore store;
    private final ObjectMapper json;

    ReadStage(
            Jobs jobs,
            ImportInspector inspector,
            ModelEntry modelEntry,
            ForeignQuantEntry quantEntry,
            CompanionEntry companionEntry,
            BlobStore store,
            ObjectMapper json) {
        this.jobs = jobs;
        this.inspector = inspector;
        this.modelEntry = modelEntry;
        this.quantEntry = quantEntry;
        this.companionEntry = companionEntry;
        this.store = store;
        this.json = json;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String title() {
        return "Read";
    }

    @Override
    public String note() {
        return "every byte once, for its digest";
    }

    @Override
    public Lane lane() {
        return Lane.DISK;
    }

    @Override
    public void run(ShareRun share) throws TaskFailure, IOException {
        ImportRequest request = request(share.jobId());
        try {
            Inspection inspection = inspector.inspect(request);
            keepUploads(share, inspection);
            Optional<ReadModel> model = read(share, inspection);
            List<StoredCompanion> companions = storeCompanions(share, inspection.companions());
            share.complete(() -> enter(request, model, companions));
        } catch (ProblemException e) {
            throw new TaskFailure(text(e.problem()), e);
        } catch (GgufFormatException e) {
            throw new TaskFailure("The file cannot be imported. " + e.getMessage(), e);
        }
    }

    @Override
    public void completed(Job job, JobFlow flow) {
        flow.finish(job);
    }

    /// What a problem says, for a job's page.
    private static String text(Problem problem) {
        var lines = new ArrayList<String>();
        lines.add(problem.title() + ".");
        lines.add(problem.detail());
        List<Problem.Field> errors = problem.errors();
        errors.stream().limit(MOST_ERRORS).forEach(error -> lines.add(error.field() + ": " + error.message()));
        if (errors.size() > MOST_ERRORS) {
            lines.add("and " + (errors.size() - MOST_ERRORS) + " more");
        }
        lines.add(problem.next());
        return lines.stream().filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }

    /// Whoever drops an upload meanwhile does not take its bytes away.
    private void keepUploads(ShareRun share, Inspection inspection) throws TaskFailure, IOException {
        List<Sha256> blobs = inspection.files().stream()
                .flatMap(file -> file.upload().stream())
                .toList();
        if (!blobs.isEmpty() && !store.pin(blobs, Holder.job(share.jobId())).isEmpty()) {
            throw new TaskFailure("An upload was dropped before it was imported. Send it again.");
        }
    }

    private ImportRequest request(long jobId) {
        try {
            Job job = QuarkusTransaction.requiringNew().call(() -> jobs.findById(jobId));
            return json.treeToValue(job.request, ImportRequest.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The request of job " + jobId + " cannot be read", e);
        }
    }

    private Optional<ReadModel> read(ShareRun share, Inspection inspection) throws IOException {
        if (inspection.model().isEmpty()) {
            return Optional.empty();
        }
        var files = inspection.model().get();
        ModelFacts facts = ModelFacts.of(files);
        GgufDigest digest = GgufDigest.of(files, done -> {
            share.progress(done);
            share.checkCancelled();
        });
        return Optional.of(new ReadModel(files, inspection.modelFiles(), facts, digest));
    }

    private void enter(ImportRequest request, Optional<ReadModel> read, List<StoredCompanion> companions) {
        if (request.base().isEmpty()) {
            companionEntry.add(modelEntry.add(request, read.orElseThrow()), companions);
            return;
        }
        read.ifPresent(quant -> quantEntry.add(request, quant));
        companionEntry.add(request, companions);
    }

    private List<StoredCompanion> storeCompanions(ShareRun share, List<CompanionFile> files) throws IOException {
        var stored = new ArrayList<StoredCompanion>();
        for (CompanionFile companion : files) {
            stored.add(new StoredCompanion(companion, store(share, companion.file())));
        }
        return stored;
    }

    private Sha256 store(ShareRun share, ImportFile file) throws IOException {
        if (file.upload().isPresent()) {
            return file.upload().get();
        }
        Staged staged = copy(file.path());
        store.commit(List.of(NewBlob.of(staged)), Holder.job(share.jobId()));
        return staged.sha256();
    }

    private Staged copy(Path file) throws IOException {
        try (FileChannel source = FileChannel.open(file);
                BlobWriter target = store.files().stage(source.size())) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
            while (source.read(buffer) >= 0) {
                target.write(buffer.flip());
                buffer.clear();
            }
            return target.finish();
        }
    }
}
