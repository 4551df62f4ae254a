package dev.kennel.imports;

import java.util.Optional;

import io.quarkus.qute.TemplateInstance;

import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobKind;
import dev.kennel.jobs.JobView;

/// A kind of job that makes one file, which is kept beside a model.
public interface CompanionJob extends JobKind {

    /// The file that a job makes.
    ///
    /// @param modelId of the model that it is kept beside
    record Made(long modelId, String filename) {}

    Made made(Job job);

    ComputedCompanions companions();

    /// What the job's page says of the file.
    ///
    /// @param done whether it was made
    /// @param kept whether it is still there: both the file and its model may have been deleted since
    TemplateInstance detail(Job job, boolean done, boolean kept);

    @Override
    default Parts parts(Job job, JobView view) {
        boolean done = view.percent() == 100;
        Made made = made(job);
        boolean kept = done && companions().isKept(made.modelId(), made.filename());
        return new Parts(Optional.empty(), Optional.of(detail(job, done, kept)));
    }

    @Override
    default boolean makes(Job job, String companion) {
        return made(job).filename().equals(companion);
    }
}
