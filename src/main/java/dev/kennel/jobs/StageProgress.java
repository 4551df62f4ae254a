package dev.kennel.jobs;

/// How far all shares of a stage are together.
///
/// @param given what of `done` took no time
/// @param running how many shares are being done now
/// @param seconds spent on what is done, added up over the shares
record StageProgress(long jobId, String stage, long done, long given, long total, long running, double seconds) {

    static StageProgress none(long jobId, String stage) {
        return new StageProgress(jobId, stage, 0, 0, 0, 0, 0);
    }
}
