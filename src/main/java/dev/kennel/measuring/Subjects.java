package dev.kennel.measuring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.Sha256;
import dev.kennel.blob.VirtualFile;
import dev.kennel.catalog.Artifact;
import dev.kennel.catalog.Model;
import dev.kennel.catalog.ModelPaths;
import dev.kennel.catalog.Models;
import dev.kennel.catalog.Quant;
import dev.kennel.catalog.QuantRef;
import dev.kennel.catalog.Quants;
import dev.kennel.catalog.RepositoryContent;
import dev.kennel.catalog.SourceFiles;
import dev.kennel.web.Problem;
import dev.kennel.worker.TaskFailure;

/// Finds what is to be measured, and gets it onto the disk as a file that llama.cpp reads.
@ApplicationScoped
public class Subjects {

    private final Models models;
    private final ModelPaths paths;
    private final Quants quants;
    private final RepositoryContent content;
    private final BlobFiles blobs;

    Subjects(Models models, ModelPaths paths, Quants quants, RepositoryContent content, BlobFiles blobs) {
        this.models = models;
        this.paths = paths;
        this.quants = quants;
        this.content = content;
        this.blobs = blobs;
    }

    /// The model's own source.
    public Subject base(Model model) {
        return new Subject(QuantRef.BASE, model.sourceSha256, null, model.sourceBytes);
    }

    /// The quants of these names, and the base if it is among them; all quants of the model for none. Of those that are
    /// the same file, the first.
    ///
    /// @throws dev.kennel.web.ProblemException naming those that are not there
    public List<Subject> quants(Model model, List<String> names) {
        List<Quant> all = quants.of(model);
        var chosen = new ArrayList<Subject>();
        var missing = Problem.unprocessable("Some of the quants are not there")
                .next("The page of " + model.repository.path() + " lists those that are.");
        for (String name : names) {
            Optional<Subject> found = name.equals(QuantRef.BASE) ? Optional.of(base(model)) : named(model, all, name);
            if (found.isEmpty()) {
                missing = missing.field("quants", "There is no '" + name + "'.");
            }
            found.ifPresent(chosen::add);
        }
        if (!missing.errors().isEmpty()) {
            throw missing.exception();
        }
        if (names.isEmpty()) {
            all.forEach(quant -> chosen.add(subject(model, quant)));
        }
        return eachFileOnce(chosen);
    }

    private static List<Subject> eachFileOnce(List<Subject> subjects) {
        var seen = new HashSet<String>();
        return subjects.stream().filter(subject -> seen.add(subject.sha256())).toList();
    }

    private Optional<Subject> named(Model model, List<Quant> all, String name) {
        return all.stream()
                .filter(quant -> QuantRef.of(model, quant).equalsIgnoreCase(name))
                .findFirst()
                .map(quant -> subject(model, quant));
    }

    private Subject subject(Model model, Quant quant) {
        return new Subject(QuantRef.of(model, quant), quant.artifact.sha256, quant.id, quant.artifact.bytes);
    }

    /// Bytes that a copy takes which [#readable] makes; 0 for a file that is there already.
    public long copyBytes(Subject subject) {
        if (subject.isBase()) {
            return 0;
        }
        Artifact artifact = quants.findById(subject.quantId()).artifact;
        return artifact.headerSha256 == null ? 0 : artifact.bytes;
    }

    /// The subject's files in order: as they lie on the disk, or a copy.
    ///
    /// @param directory where a copy goes
    /// @throws TaskFailure when it was deleted or replaced since the job was submitted
    public List<Path> readable(long modelId, Subject subject, Path directory) throws TaskFailure, IOException {
        if (subject.isBase()) {
            return base(modelId);
        }
        Artifact artifact = QuarkusTransaction.joiningExisting()
                .call(() -> quants.findByIdOptional(subject.quantId()).map(quant -> quant.artifact))
                .filter(found -> found.sha256.equals(subject.sha256()))
                .orElseThrow(() -> new TaskFailure("The quant " + subject.name() + " was deleted or made again since"
                        + " this job was submitted. Discard the job and measure what is there now."));
        if (artifact.path != null) {
            requireAsImported(artifact);
            return List.of(Path.of(artifact.path));
        }
        if (artifact.fileSha256 != null) {
            return List.of(blobs.path(new Sha256(artifact.fileSha256)));
        }
        blobs.reserve().require(artifact.bytes);
        Path copy = directory.resolve("quant.gguf");
        VirtualFile file = QuarkusTransaction.joiningExisting().call(() -> content.of(artifact));
        file.writeTo(copy);
        return List.of(copy);
    }

    private void requireAsImported(Artifact artifact) throws TaskFailure {
        if (!Files.isReadable(Path.of(artifact.path))) {
            throw new TaskFailure("The file " + artifact.path + " is not there any more, or may not be read by this"
                    + " server's user. Put it back, then try again.");
        }
        if (!content.isAsImported(artifact)) {
            throw new TaskFailure(artifact.path + " has changed since it was imported. Put the imported file back, or"
                    + " delete the quant and import this one.");
        }
    }

    /// A model's source, as it was imported.
    ///
    /// @throws TaskFailure when the model was deleted, or a file is gone or has another length
    public List<Path> base(long modelId) throws TaskFailure, IOException {
        Model model = QuarkusTransaction.joiningExisting()
                .call(() -> models.findByIdOptional(modelId))
                .orElseThrow(() -> new TaskFailure("The model of this job was deleted. Discard the job."));
        List<Path> shards = QuarkusTransaction.joiningExisting().call(() -> paths.shards(model));
        SourceFiles.require(QuarkusTransaction.joiningExisting().call(() -> models.files(model)), shards);
        return shards;
    }
}
