package dev.kennel.provenance;

import java.util.List;
import java.util.Optional;

import dev.kennel.catalog.ModelFile;
import dev.kennel.catalog.Quant;
import dev.kennel.jobs.Job;
import dev.kennel.measurements.Environment;

/// What a quant's page of provenance shows.
///
/// @param sources the files of its base
/// @param encodings which encoding versions its tensors are of
/// @param job that made it, where it is known
/// @param environment that it was assembled in, where it was recorded
record ProvenanceView(
        Quant quant, List<ModelFile> sources, String encodings, Optional<Job> job, Optional<Environment> environment) {

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
