package dev.kennel.jobs;

import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.qute.TemplateInstance;

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
    public TemplateInstance detail(Job job) {
        throw new UnsupportedOperationException("A trial has no page");
    }

    @Override
    public Object detailJson(Job job) {
        return Map.of();
    }

    @Override
    public void release(Job job) {}
}
