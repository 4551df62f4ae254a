package dev.kennel.sweeps;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.Sha256;
import dev.kennel.catalog.Companion;
import dev.kennel.catalog.Model;
import dev.kennel.catalog.ModelPaths;
import dev.kennel.catalog.Models;
import dev.kennel.catalog.Quant;
import dev.kennel.quantize.ImatrixRef;
import dev.kennel.sweeps.SweepOrder.UsedImatrix;
import dev.kennel.web.Problem;

/// Finds the files of models and of their importance matrices.
@ApplicationScoped
public class Sources {

    private final Models models;
    private final ModelPaths paths;
    private final BlobFiles blobs;

    Sources(Models models, ModelPaths paths, BlobFiles blobs) {
        this.models = models;
        this.paths = paths;
        this.blobs = blobs;
    }

    /// @param imatrix a file name, [SweepRequest#NO_IMATRIX], or none for the newest
    /// @throws dev.kennel.web.ProblemException when the model has no importance matrix of that name
    public Source of(Model model, Optional<String> imatrix) {
        Optional<Companion> chosen = imatrix.isEmpty() ? models.imatrix(model) : named(model, imatrix.get());
        return source(model, chosen);
    }

    /// What a job was submitted with; empty when that importance matrix is no longer there.
    Optional<Source> as(Model model, Optional<UsedImatrix> imatrix) {
        if (imatrix.isEmpty()) {
            return Optional.of(source(model, Optional.empty()));
        }
        return models.companion(model, imatrix.get().filename())
                .filter(companion -> companion.sha256.equals(imatrix.get().sha256()))
                .map(companion -> source(model, Optional.of(companion)));
    }

    /// What a quant made here was made from; empty when its importance matrix is no longer there.
    public Optional<Source> of(Quant quant) {
        return as(
                quant.model,
                Optional.ofNullable(quant.imatrixName).map(name -> new UsedImatrix(name, quant.imatrixSha256)));
    }

    private Source source(Model model, Optional<Companion> imatrix) {
        return new Source(model, paths.shards(model), imatrix, imatrix.map(this::ref));
    }

    private Optional<Companion> named(Model model, String filename) {
        if (filename.equals(SweepRequest.NO_IMATRIX)) {
            return Optional.empty();
        }
        return Optional.of(models.companion(model, filename)
                .filter(companion -> companion.kind == Companion.Kind.IMATRIX)
                .orElseThrow(() -> Problem.unprocessable("No such importance matrix")
                        .because("The model " + model.repository.path() + " has none named '" + filename + "'.")
                        .next("Import it first, or choose '" + SweepRequest.NO_IMATRIX + "'.")
                        .exception()));
    }

    private ImatrixRef ref(Companion companion) {
        return new ImatrixRef(blobs.path(new Sha256(companion.blobSha256)), companion.filename, companion.sha256);
    }
}
