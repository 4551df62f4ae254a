package dev.kennel.jobs;

import java.util.List;

import io.quarkus.qute.TemplateInstance;

/// What a feature says of its kind of job. A CDI bean, found by its name.
public interface JobKind {

    /// As in [Job#kind].
    String name();

    /// The names of its stages, in order.
    List<String> stages();

    /// The kind's part of the job's page.
    TemplateInstance detail(Job job);

    /// The kind's part of the job's JSON.
    Object detailJson(Job job);

    /// Called in the transaction that ends the job for good (done or discarded): gives back what it held.
    void release(Job job);
}
