package dev.kennel.health;

import java.util.EnumMap;
import java.util.Map;

import dev.kennel.jobs.JobState;

/// How much there was of everything when the database was last asked.
///
/// @param jobs by their state; a state that no job is in may be missing
/// @param shares that run, on all nodes, by their lane's name; a lane without any may be missing
/// @param blobs in the store, less those that are being deleted
/// @param blobBytes of them together
/// @param pins that have not expired
/// @param uploads that have not arrived as a whole
record Figures(
        Map<JobState, Long> jobs, Map<String, Long> shares, long blobs, long blobBytes, long pins, long uploads) {

    static final Figures NONE = new Figures(new EnumMap<>(JobState.class), Map.of(), 0, 0, 0, 0);

    long jobs(JobState state) {
        return jobs.getOrDefault(state, 0L);
    }

    long shares(String lane) {
        return shares.getOrDefault(lane, 0L);
    }
}
