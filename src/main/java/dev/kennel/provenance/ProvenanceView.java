package dev.kennel.provenance;

import java.util.List;
import java.util.Optional;

import dev.kennel.catalog.Companion;
import dev.kennel.catalog.ModelFile;
import dev.kennel.catalog.Quant;
import dev.kennel.catalog.RecipeVersion;
import dev.kennel.derivations.CheckedDerivation;
import dev.kennel.derivations.Rebuild;
import dev.kennel.jobs.Job;
import dev.kennel.measurements.Environment;

/// What a quant's page of provenance shows.
///
/// @param sources the files of its base
/// @param encodings which encoding versions its tensors are of
/// @param encodedBy which encoders made its tensors
/// @param recipe that it was made with
/// @param job that made it, where it is known
/// @param environment that it was assembled in, where it was recorded
/// @param rebuilds newest first
/// @param derivation the newest check of a quant made elsewhere
/// @param matrices the base's importance matrices
record ProvenanceView(
        Quant quant,
        List<ModelFile> sources,
        String encodings,
        String encodedBy,
        Optional<RecipeVersion> recipe,
        Optional<Job> job,
        Optional<Environment> environment,
        List<PastRebuild> rebuilds,
        Optional<CheckedDerivation> derivation,
        List<Companion> matrices) {

    /// @param environment it was done in
    record PastRebuild(Rebuild rebuild, Environment environment) {}

    public String page() {
        return "/" + quant.repository.path() + "/quants/" + quant.name;
    }

    public String api() {
        return "/api/v1/models/" + quant.repository.path() + "/quants/" + quant.name;
    }

    public String base() {
        return "/" + quant.model.repository.path();
    }
}
