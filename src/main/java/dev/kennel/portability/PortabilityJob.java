package dev.kennel.portability;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

import dev.kennel.jobs.Job;
import dev.kennel.jobs.JobKind;
import dev.kennel.jobs.JobView;
import dev.kennel.jobs.ShareProgress;
import dev.kennel.jobs.StageShares;
import dev.kennel.measurements.Measurement;
import dev.kennel.measurements.Measurements;
import dev.kennel.measuring.Subject;
import dev.kennel.portability.PortabilityProgress.FileProgress;
import dev.kennel.portability.PortabilityProgress.Tried;

/// What the trying of runtimes shows of itself on its job's page.
@ApplicationScoped
class PortabilityJob implements JobKind {

    static final String NAME = "portability";

    private final PortabilityStage stage;
    private final StageShares shares;
    private final Measurements measurements;

    PortabilityJob(PortabilityStage stage, StageShares shares, Measurements measurements) {
        this.stage = stage;
        this.shares = shares;
        this.measurements = measurements;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance detail(PortabilityProgress progress);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> stages() {
        return List.of(PortabilityStage.NAME);
    }

    @Override
    public Parts parts(Job job, JobView view) {
        return new Parts(Optional.empty(), Optional.of(Templates.detail(progress(job))));
    }

    @Override
    public Object detailJson(Job job) {
        return progress(job);
    }

    private PortabilityProgress progress(Job job) {
        List<Subject> subjects = stage.order(job).subjects();
        Map<String, List<Measurement>> found =
                measurements.of(job.id).stream().collect(Collectors.groupingBy(measurement -> measurement.fileSha256));
        Map<Integer, ShareProgress> progress = shares.of(job.id, PortabilityStage.NAME).stream()
                .collect(Collectors.toMap(ShareProgress::ordinal, Function.identity()));
        return new PortabilityProgress(IntStream.range(0, subjects.size())
                .mapToObj(i -> file(subjects.get(i), progress.get(i), found))
                .toList());
    }

    private FileProgress file(Subject subject, ShareProgress progress, Map<String, List<Measurement>> found) {
        return new FileProgress(
                subject.name(),
                subject.sha256(),
                progress.state(),
                found.getOrDefault(subject.sha256(), List.of()).stream()
                        .map(this::tried)
                        .toList());
    }

    private Tried tried(Measurement measurement) {
        return new Tried(
                measurement.id,
                measurements.trialSettings(measurement).runtime(),
                measurement.failure == null ? measurements.trial(measurement) : null,
                measurement.failure);
    }
}
