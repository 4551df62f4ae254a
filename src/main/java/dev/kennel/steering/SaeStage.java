package dev.kennel.steering;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.blob.Sha256;
import dev.kennel.catalog.Model;
import dev.kennel.catalog.Models;
import dev.kennel.catalog.StoredFacts;
import dev.kennel.gguf.ControlVectorWriter;
import dev.kennel.gguf.ModelFacts;
import dev.kennel.imports.ComputedCompanions;
import dev.kennel.imports.ImportFile;
import dev.kennel.imports.TensorFiles;
import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobFlow;
import dev.kennel.jobs.Jobs;
import dev.kennel.jobs.Lane;
import dev.kennel.jobs.ShareRun;
import dev.kennel.jobs.Stage;
import dev.kennel.jobs.StagingDirectory;
import dev.kennel.safetensors.SafetensorsException;
import dev.kennel.safetensors.SafetensorsFile;
import dev.kennel.steer.SaeDecoder;
import dev.kennel.steer.SaeDecoder.Direction;
import dev.kennel.steer.SaeException;
import dev.kennel.store.BlobStore;
import dev.kennel.web.Format;
import dev.kennel.web.ProblemException;
import dev.kennel.worker.TaskFailure;

/// Takes a direction out of an autoencoder's file, once for its digest all of it is read, and keeps it as a control
/// vector. The file itself is not kept.
@ApplicationScoped
class SaeStage implements Stage {

    static final String NAME = "sae.read";

    private static final int BUFFER = 1 << 20;

    private final Jobs jobs;
    private final Models models;
    private final StoredFacts facts;
    private final TensorFiles files;
    private final ComputedCompanions companions;
    private final BlobStore store;
    private final ObjectMapper json;

    SaeStage(
            Jobs jobs,
            Models models,
            StoredFacts facts,
            TensorFiles files,
            ComputedCompanions companions,
            BlobStore store,
            ObjectMapper json) {
        this.jobs = jobs;
        this.models = models;
        this.facts = facts;
        this.files = files;
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
        return "Read the autoencoder";
    }

    @Override
    public String note() {
        return "every byte once, for its digest; an upload has one already";
    }

    @Override
    public Lane lane() {
        return Lane.DISK;
    }

    SaeOrder order(Job job) {
        return json.convertValue(job.request, SaeOrder.class);
    }

    @Override
    public void run(ShareRun share) throws TaskFailure, IOException {
        SaeOrder order = QuarkusTransaction.joiningExisting().call(() -> order(jobs.findById(share.jobId())));
        try (var staging = StagingDirectory.below(store.files(), share.id())) {
            ImportFile source = source(order);
            BasicFileAttributes before = attributes(source.path());
            Sha256 digest = source.upload().isPresent() ? source.upload().get() : digest(share, source.path());
            Path target = staging.path().resolve("vector.gguf");
            write(share, order, source.path(), digest, target);
            requireUnchanged(source.path(), before);
            companions.keepControlVector(share, order.modelId(), order.filename(), target);
        } catch (SafetensorsException e) {
            throw new TaskFailure(order.source() + ": " + e.problem() + ".", e);
        } catch (SaeException e) {
            throw new TaskFailure(e.getMessage(), e);
        } catch (ProblemException e) {
            throw new TaskFailure(e.problem().inWords(), e);
        }
    }

    /// The upload may have been dropped since; its bytes are the job's.
    private ImportFile source(SaeOrder order) {
        return order.upload()
                .map(Sha256::new)
                .map(upload -> new ImportFile(store.files().path(upload), order.source(), Optional.of(upload)))
                .orElseGet(() -> files.find(order.path(), Optional.empty()));
    }

    private void write(ShareRun share, SaeOrder order, Path source, Sha256 digest, Path target)
            throws TaskFailure, SaeException, IOException {
        Model model = QuarkusTransaction.joiningExisting()
                .call(() -> models.findByIdOptional(order.modelId()))
                .orElseThrow(() -> new TaskFailure("The model of this job was deleted. Discard the job."));
        ModelFacts known = facts.of(model);
        SaeDecoder decoder = SaeDecoder.of(
                SafetensorsFile.read(source),
                Optional.of(order.tensor()),
                known.embeddingLength().orElse(0),
                Optional.of(order.layout()));
        Direction direction = decoder.direction(order.index(), order.norm());
        share.log("%s, %s %d: length %s"
                .formatted(
                        decoder.tensor().words(),
                        order.layout() == SaeDecoder.Layout.ROWS ? "row" : "column",
                        order.index(),
                        Format.decimals(direction.originalNorm(), 3)));
        var directions = new TreeMap<Integer, float[]>();
        directions.put(order.block(), direction.numbers());
        ControlVectorWriter.write(
                target,
                known.architecture(),
                Math.toIntExact(known.blockCount()),
                VectorFacts.of(model, order, digest, direction),
                directions);
    }

    private static Sha256 digest(ShareRun share, Path file) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        var buffer = new byte[BUFFER];
        long done = 0;
        try (InputStream content = Files.newInputStream(file)) {
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                digest.update(buffer, 0, read);
                done += read;
                share.progress(done);
                share.checkCancelled();
            }
        }
        return Sha256.ofRaw(digest.digest());
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class);
    }

    private static void requireUnchanged(Path file, BasicFileAttributes before) throws TaskFailure, IOException {
        BasicFileAttributes after = attributes(file);
        if (before.size() != after.size() || !before.lastModifiedTime().equals(after.lastModifiedTime())) {
            throw new TaskFailure(file.getFileName() + " changed while it was read. Retry when nobody writes to it.");
        }
    }

    @Override
    public void completed(Job job, JobFlow flow) {
        SaeOrder order = order(job);
        if (!order.keepUpload()) {
            order.upload().ifPresent(_ -> files.forget(source(order)));
        }
        flow.finish(job);
    }
}
