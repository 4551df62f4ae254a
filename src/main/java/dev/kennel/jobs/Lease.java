package dev.kennel.jobs;

/// A device that a job has now.
///
/// @param device its name
/// @param title of the job
public record Lease(String device, long job, String title) {}
