package dev.kennel.jobs;

import java.util.List;
import java.util.Optional;

import io.quarkus.qute.TemplateInstance;

/// What a feature says of its kind of job. A CDI bean, found by its name.
public interface JobKind {

    /// As in [Job#kind].
    String name();

    /// The names of its stages, in order.
    List<String> stages();

    /// The kind's parts of the job's page.
    Parts parts(Job job, JobView view);

    /// The kind's part of the job's JSON.
    Object detailJson(Job job);

    /// Whether the job reads a file that is kept beside the model that it is about.
    ///
    /// @param companion the file's name
    default boolean needs(Job job, String companion) {
        return false;
    }

    /// Whether the job makes a file that will be kept beside the model that it is about.
    ///
    /// @param companion the file's name
    default boolean makes(Job job, String companion) {
        return false;
    }

    /// Whether the job makes what it is about, which is not there before.
    default boolean makesSubject() {
        return false;
    }

    /// Called in the transaction that starts a cancelled or failed job again, before its shares are opened: goes back
    /// to an earlier stage when something that was done is lost, see [JobFlow#goBack].
    default void resume(Job job, JobFlow flow) {}

    /// Called in the transaction that ends the job for good (done or discarded): gives back what it held beside the
    /// blobs that it pinned, which are let go of for every kind.
    default void release(Job job) {}

    /// @param summary between the verdict and the stages, in place of a plain bar
    /// @param detail below the stages
    record Parts(Optional<TemplateInstance> summary, Optional<TemplateInstance> detail) {}
}
