package dev.kennel.provenance;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.kennel.catalog.Models;
import dev.kennel.catalog.Quant;
import dev.kennel.catalog.Quants;
import dev.kennel.catalog.RepositoryContent;
import dev.kennel.catalog.SourceFiles;
import dev.kennel.gguf.ImatrixFile;
import dev.kennel.provenance.CheckOrder.TriedImatrix;
import dev.kennel.quantize.EncodeTask.TensorWork;
import dev.kennel.quantize.ImatrixRef;
import dev.kennel.sweeps.Source;
import dev.kennel.sweeps.SourceTensors;
import dev.kennel.sweeps.Sources;
import dev.kennel.sweeps.SweepRequest;
import dev.kennel.web.ProblemException;
import dev.kennel.worker.TaskFailure;

/// Finds a quant made elsewhere, its base, and the importance matrix that is to be tried.
@ApplicationScoped
class CheckSubjects {

    private final Quants quants;
    private final Models models;
    private final Sources sources;
    private final RepositoryContent content;

    CheckSubjects(Quants quants, Models models, Sources sources, RepositoryContent content) {
        this.quants = quants;
        this.models = models;
        this.sources = sources;
        this.content = content;
    }

    /// @throws TaskFailure when the quant, its file, its base or the matrix changed or went since the job was submitted
    CheckSubject of(CheckOrder order) throws TaskFailure, IOException {
        Quant quant = QuarkusTransaction.joiningExisting()
                .call(() -> quants.findByIdOptional(order.quantId()))
                .filter(found -> found.artifact.sha256.equals(order.fileSha256()))
                .orElseThrow(() -> new TaskFailure("The quant " + order.quant()
                        + " was deleted or replaced since this job was submitted. Discard the job."));
        if (!content.isAsImported(quant.artifact)) {
            throw new TaskFailure("The file " + quant.artifact.path
                    + " is gone, or has changed since it was imported. Put it back as it was, then retry the job; or delete the quant and import"
                    + " it again.");
        }
        Source source = source(quant, order.imatrix());
        SourceFiles.require(
                QuarkusTransaction.joiningExisting().call(() -> models.files(quant.model)), source.shards());
        Optional<ImatrixFile> imatrix = source.imatrixRef().isEmpty()
                ? Optional.empty()
                : Optional.of(ImatrixFile.read(
                        source.imatrixRef().map(ImatrixRef::path).get()));
        return QuarkusTransaction.joiningExisting()
                .call(() ->
                        new CheckSubject(quant.artifact, source, base(quant), imatrix, quants.tensors(quant.artifact)));
    }

    private Map<String, TensorWork> base(Quant quant) {
        return models.tensors(quant.model).stream()
                .map(SourceTensors::of)
                .collect(Collectors.toMap(TensorWork::name, Function.identity()));
    }

    private Source source(Quant quant, Optional<TriedImatrix> imatrix) throws TaskFailure {
        String name = imatrix.map(TriedImatrix::filename).orElse(SweepRequest.NO_IMATRIX);
        try {
            Source source = QuarkusTransaction.joiningExisting().call(() -> sources.of(quant.model, Optional.of(name)));
            if (source.imatrixRef().map(ImatrixRef::sha256).equals(imatrix.map(TriedImatrix::sha256))) {
                return source;
            }
        } catch (ProblemException absent) {
            throw new TaskFailure("The importance matrix " + name + " was deleted. Discard the job.", absent);
        }
        throw new TaskFailure("The importance matrix " + name + " was replaced by another. Discard the job.");
    }
}
