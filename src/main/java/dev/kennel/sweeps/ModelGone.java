package dev.kennel.sweeps;

/// The model of a job was deleted while the job ran.
final class ModelGone extends RuntimeException {

    ModelGone(long jobId) {
        super("The model of job " + jobId + " was deleted; discard the job");
    }
}
