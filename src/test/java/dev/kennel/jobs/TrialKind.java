package dev.kennel.jobs;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

/// The kind of the jobs that [TrialStage] is in.
@ApplicationScoped
class TrialKind implements JobKind {

    static final String NAME = "trial";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> stages() {
        return List.of(TrialStage.NAME);
    }

    @Override
    public Parts parts(Job job, JobView view) {
        return new Parts(Optional.empty(), Optional.empty());
    }

    @Override
    public Object detailJson(Job job) {
        return Map.of();
    }
}
