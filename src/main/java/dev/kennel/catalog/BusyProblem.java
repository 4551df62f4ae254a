package dev.kennel.catalog;

import java.util.List;
import java.util.stream.Collectors;

import dev.kennel.jobs.Job;
import dev.kennel.web.Problem;

/// Says no to deleting what jobs are at.
final class BusyProblem {

    private BusyProblem() {}

    /// @param what is to be deleted, "The model qwen/Qwen3.5"
    /// @param jobs that need it; none are no reason to refuse
    /// @throws dev.kennel.web.ProblemException naming the jobs
    static void refuse(String what, List<Job> jobs) {
        if (!jobs.isEmpty()) {
            throw Problem.conflict(what + " is in use")
                    .because(jobs.stream().map(BusyProblem::words).collect(Collectors.joining(" ")))
                    .next("Cancel what is under way, or wait until it is over, then delete it.")
                    .exception();
        }
    }

    private static String words(Job job) {
        return "Job %d is %s: %s (/jobs/%d).".formatted(job.id, job.state.word(), job.title, job.id);
    }
}
