package dev.kennel.catalog;

import java.util.List;

import dev.kennel.jobs.Job;

/// What deleting a companion would do, for who is to confirm it.
///
/// @param quants how many were made with it
/// @param jobs that forbid it
record CompanionRemoval(Model model, Companion companion, long quants, BlobShare blobs, List<Job> jobs) {

    public String path() {
        return "/" + model.repository.path();
    }

    public String address() {
        return CompanionDeletionPage.address(model, companion);
    }

    /// Whether it is a file of the repository.
    public boolean listed() {
        return companion.kind.listed();
    }
}
