package dev.kennel.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.blob.DiskFullException;
import dev.kennel.blob.Staged;
import dev.kennel.catalog.Companion;
import dev.kennel.catalog.Model;
import dev.kennel.catalog.Models;
import dev.kennel.imports.Inspection.CompanionFile;
import dev.kennel.jobs.ShareRun;
import dev.kennel.store.BlobStore;
import dev.kennel.store.Holder;
import dev.kennel.store.NewBlob;
import dev.kennel.web.ProblemException;
import dev.kennel.worker.TaskFailure;

/// Enters companions that Kennel computed itself, as if they had been imported.
@ApplicationScoped
public class ComputedCompanions {

    private static final Pattern FILENAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,199}\\.gguf");

    private final CompanionEntry entry;
    private final ImportTargets targets;
    private final Models models;
    private final BlobStore store;

    ComputedCompanions(CompanionEntry entry, ImportTargets targets, Models models, BlobStore store) {
        this.entry = entry;
        this.targets = targets;
        this.models = models;
        this.store = store;
    }

    /// What is wrong with the name of a file that will be computed.
    public static Optional<String> nameProblem(String filename) {
        return FILENAME.matcher(filename).matches()
                ? Optional.empty()
                : Optional.of("'" + filename + "' must begin with a letter or digit, have only letters, digits, '.',"
                        + " '_', '+' and '-', and end in .gguf.");
    }

    /// @throws dev.kennel.web.ProblemException when the model has a file of that name, or a job will add one
    public void refuseTaken(Model model, String filename) {
        targets.refuseClaimed(model, filename);
    }

    /// Whether the model and its file of that name are still there.
    public boolean isKept(long modelId, String filename) {
        return models.findByIdOptional(modelId)
                .flatMap(model -> models.companion(model, filename))
                .isPresent();
    }

    /// Keeps a control vector beside its model; with that the share that computed it is complete.
    ///
    /// @param file in a directory of the share; it is moved from there
    /// @throws TaskFailure when it does not fit, the name was taken meanwhile, or the disk is full
    public void keepControlVector(ShareRun share, long modelId, String filename, Path file)
            throws TaskFailure, IOException {
        keep(share, modelId, new CompanionFile(named(file, filename), Companion.Kind.CONTROL_VECTOR), _ -> {});
    }

    /// Keeps an importance matrix beside its model; with that the share that computed it is complete.
    ///
    /// @param file in a directory of the share; it is moved from there
    /// @param text that it was computed from
    /// @throws TaskFailure when it does not fit, the name was taken meanwhile, or the disk is full
    public void keepImatrix(ShareRun share, long modelId, String filename, Path file, CalibrationText text)
            throws TaskFailure, IOException {
        keep(share, modelId, new CompanionFile(named(file, filename), Companion.Kind.IMATRIX), added -> {
            added.textName = text.name();
            added.textSha256 = text.sha256();
            added.textLicence = text.licence();
        });
    }

    private static ImportFile named(Path file, String filename) {
        return new ImportFile(file, filename, Optional.empty());
    }

    private void keep(ShareRun share, long modelId, CompanionFile computed, Consumer<Companion> known)
            throws TaskFailure, IOException {
        try {
            Path file = computed.file().path();
            // the store moves the file away, and the catalog reads what it says
            Path readable = Files.createLink(file.resolveSibling("kept.gguf"), file);
            Staged staged = Staged.of(file);
            store.commit(List.of(NewBlob.of(staged)), Holder.job(share.jobId()));
            var kept = new CompanionFile(named(readable, computed.file().filename()), computed.kind());
            share.complete(() -> add(modelId, new StoredCompanion(kept, staged.sha256()), known));
        } catch (DiskFullException e) {
            throw new TaskFailure(e.getMessage() + " Free some space, then retry the job.", e);
        } catch (ProblemException e) {
            throw new TaskFailure(e.problem().title() + ". " + e.problem().detail(), e);
        }
    }

    private void add(long modelId, StoredCompanion stored, Consumer<Companion> known) {
        Model model = models.findById(modelId);
        entry.add(model, List.of(stored));
        known.accept(
                models.companion(model, stored.companion().file().filename()).orElseThrow());
    }
}
