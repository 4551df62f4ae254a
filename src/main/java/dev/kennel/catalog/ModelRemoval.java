package dev.kennel.catalog;

import java.util.List;

import dev.kennel.jobs.Job;

/// What deleting a model would do, for who is to confirm it.
///
/// @param here quants that were made here
/// @param elsewhere quants that publishers made
/// @param companions what is kept beside it
/// @param logits how many were imported for it
/// @param sources its files on the server that were imported by reference
/// @param jobs that forbid it
record ModelRemoval(
        Model model,
        List<Quant> here,
        List<Quant> elsewhere,
        List<Companion> companions,
        int logits,
        List<ModelFile> sources,
        BlobShare blobs,
        List<Job> jobs) {

    public String path() {
        return "/" + model.repository.path();
    }

    /// The paths of the publishers' repositories.
    public List<String> publishers() {
        return elsewhere.stream()
                .map(quant -> quant.repository.path())
                .distinct()
                .sorted()
                .toList();
    }
}
