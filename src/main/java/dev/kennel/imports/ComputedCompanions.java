package dev.kennel.imports;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import dev.kennel.blob.Sha256;
import dev.kennel.catalog.Companion;
import dev.kennel.catalog.Model;
import dev.kennel.catalog.Models;
import dev.kennel.imports.Inspection.CompanionFile;

/// Enters companions that Kennel computed itself, as if they had been imported.
@ApplicationScoped
public class ComputedCompanions {

    private static final Pattern FILENAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,199}\\.gguf");

    private final CompanionEntry entry;
    private final ImportTargets targets;
    private final Models models;

    ComputedCompanions(CompanionEntry entry, ImportTargets targets, Models models) {
        this.entry = entry;
        this.targets = targets;
        this.models = models;
    }

    /// What is wrong with the name of a file that will be computed.
    public static Optional<String> nameProblem(String filename) {
        return FILENAME.matcher(filename).matches()
                ? Optional.empty()
                : Optional.of("'" + filename + "' must begin with a letter or digit, have only letters, digits, '.',"
                        + " '_', '+' and '-', and end in .gguf.");
    }

    /// @throws dev.kennel.web.ProblemException when the model has a file of that name
    public void refuseTaken(Model model, String filename) {
        targets.refuseTaken(model, filename);
    }

    /// Adds a control vector whose bytes are in the store and its file at hand.
    ///
    /// @throws dev.kennel.web.ProblemException when it does not fit, or the name was taken meanwhile
    @Transactional(TxType.MANDATORY)
    public void addControlVector(Model model, String filename, Path file, Sha256 blob) {
        var companion =
                new CompanionFile(new ImportFile(file, filename, Optional.empty()), Companion.Kind.CONTROL_VECTOR);
        entry.add(model, List.of(new StoredCompanion(companion, blob)));
    }

    /// Adds an importance matrix whose bytes are in the store and its file at hand.
    ///
    /// @param text that it was computed from
    /// @throws dev.kennel.web.ProblemException when it does not fit, or the name was taken meanwhile
    @Transactional(TxType.MANDATORY)
    public void addImatrix(Model model, String filename, Path file, Sha256 blob, CalibrationText text) {
        var companion = new CompanionFile(new ImportFile(file, filename, Optional.empty()), Companion.Kind.IMATRIX);
        entry.add(model, List.of(new StoredCompanion(companion, blob)));
        Companion added = models.companion(model, filename).orElseThrow();
        added.textName = text.name();
        added.textSha256 = text.sha256();
        added.textLicence = text.licence();
    }
}
