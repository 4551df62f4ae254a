package dev.kennel.jobs;

/// Where a job that was just submitted can be followed.
///
/// @param page for people
/// @param api for programs
public record JobLink(long id, String page, String api) {

    public static JobLink of(long id) {
        return new JobLink(id, "/jobs/" + id, "/api/v1/jobs/" + id);
    }
}
