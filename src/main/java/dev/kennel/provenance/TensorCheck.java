package dev.kennel.provenance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.Sha256;
import dev.kennel.catalog.ArtifactTensor;
import dev.kennel.derivations.CheckedTensor;
import dev.kennel.derivations.DerivationChecks;
import dev.kennel.derivations.TensorVerdict;
import dev.kennel.device.LlamaBuild;
import dev.kennel.jobs.ShareRun;
import dev.kennel.machine.Environments;
import dev.kennel.measurements.StoredEnvironments;
import dev.kennel.quantize.CompareTask;
import dev.kennel.quantize.CompareTask.Location;
import dev.kennel.quantize.EncodeReport;
import dev.kennel.quantize.EncodeTask.TensorWork;
import dev.kennel.quantize.EncodeTask.UnitWork;
import dev.kennel.quantize.EncodersUsed;
import dev.kennel.quantize.EncodersUsed.TypeEncoder;
import dev.kennel.quantize.EncodingDifference;
import dev.kennel.quantize.UnitKey;
import dev.kennel.quantize.UnitStaged;
import dev.kennel.sweeps.EncodeTasks;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.WorkerDied;

/// Encodes the base's tensor in each way that its counterpart in the quant can have been made, and compares.
@ApplicationScoped
class TensorCheck {

    private static final int BUFFER_BYTES = 1 << 20;

    private final EncodeTasks tasks;
    private final DerivationChecks checks;
    private final Environments environments;
    private final StoredEnvironments storedEnvironments;
    private final BlobFiles blobs;

    TensorCheck(
            EncodeTasks tasks,
            DerivationChecks checks,
            Environments environments,
            StoredEnvironments storedEnvironments,
            BlobFiles blobs) {
        this.tasks = tasks;
        this.checks = checks;
        this.environments = environments;
        this.storedEnvironments = storedEnvironments;
        this.blobs = blobs;
    }

    /// Writes down what is found.
    ///
    /// @param staging for the encodings, which are gone afterwards
    /// @param device as [CheckOrder] has it
    void check(ShareRun share, CheckSubject subject, ArtifactTensor tensor, Path staging, String device)
            throws TaskFailure, WorkerDied, IOException {
        var found = new CheckedTensor();
        found.key = new CheckedTensor.Key(share.jobId(), tensor.key.ordinal());
        found.name = tensor.name;
        found.type = tensor.type;
        TensorWork source = subject.base().get(tensor.name);
        Assumptions assumptions = Assumptions.of(source, tensor.type, subject.imatrix());
        if (assumptions.obstacle().isPresent()) {
            found.verdict = TensorVerdict.UNCHECKED;
            found.why = assumptions.obstacle().get();
            share.commit(() -> checks.add(found));
            return;
        }
        blobs.reserve().require(assumptions.units().size() * tensor.bytes);
        Map<UnitKey, UnitStaged> made = new HashMap<>();
        LlamaBuild llama = encode(share, subject, source, assumptions, staging, device, made);
        found.encoder = encoder(made.values());
        Location given = subject.locationOf(tensor, blobs);
        Optional<TensorVerdict> exact = exact(sha256(given, tensor.bytes), assumptions, made);
        found.verdict = exact.orElse(TensorVerdict.DIFFERENT);
        if (exact.isEmpty()) {
            findClosest(share, subject, given, assumptions, made, found);
        }
        for (UnitStaged unit : made.values()) {
            Files.delete(unit.file());
        }
        share.commit(() -> {
            found.environment = storedEnvironments.note(environments.of(llama));
            checks.add(found);
        });
    }

    private LlamaBuild encode(
            ShareRun share,
            CheckSubject subject,
            TensorWork source,
            Assumptions assumptions,
            Path staging,
            String device,
            Map<UnitKey, UnitStaged> made)
            throws TaskFailure, WorkerDied, IOException {
        List<TensorWork> work =
                List.of(source.with(List.copyOf(assumptions.units().values())));
        EncodeReport report = share.runTask(tasks.of(subject.source(), work, staging, device), step -> {
            if (step instanceof UnitStaged unit) {
                made.put(unit.key(), unit);
            }
        });
        return report.llama();
    }

    private static String encoder(Collection<UnitStaged> made) {
        EncodersUsed used = EncodersUsed.of(made.stream().map(unit -> new TypeEncoder(unit.type(), unit.encoder())));
        return used.isEmpty() ? UnitStaged.COPY : used.names();
    }

    private static Optional<TensorVerdict> exact(
            String sha256, Assumptions assumptions, Map<UnitKey, UnitStaged> made) {
        return assumptions.units().entrySet().stream()
                .filter(tried -> made.get(tried.getValue().key()).sha256().equals(sha256))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private void findClosest(
            ShareRun share,
            CheckSubject subject,
            Location given,
            Assumptions assumptions,
            Map<UnitKey, UnitStaged> made,
            CheckedTensor found)
            throws TaskFailure, WorkerDied, IOException {
        for (Map.Entry<TensorVerdict, UnitWork> tried : assumptions.units().entrySet()) {
            var task = new CompareTask(
                    subject.source().shards(),
                    subject.base().get(found.name),
                    found.type,
                    given,
                    new Location(made.get(tried.getValue().key()).file(), 0),
                    tasks.slabBytes());
            EncodingDifference difference = share.runTask(task, _ -> {});
            if (found.difference == null || difference.differingBytes() < found.difference.differingBytes()) {
                found.difference = difference;
                found.closest = tried.getKey();
            }
        }
    }

    private static String sha256(Location location, long bytes) throws TaskFailure, IOException {
        MessageDigest digest = Sha256.newDigest();
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        try (FileChannel channel = FileChannel.open(location.file())) {
            for (long done = 0; done < bytes; ) {
                buffer.clear().limit((int) Math.min(BUFFER_BYTES, bytes - done));
                int read = channel.read(buffer, location.offset() + done);
                if (read < 0) {
                    throw new TaskFailure("The file " + location.file()
                            + " ends within a tensor: it is shorter than when it was imported. Put it back as it was, then"
                            + " retry the job; or delete the quant and import it again.");
                }
                digest.update(buffer.flip());
                done += read;
            }
        }
        return Sha256.ofRaw(digest.digest()).hex();
    }
}
