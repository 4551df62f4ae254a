package dev.kennel.measuring;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import dev.kennel.measuring.MeasureOrder.Reading;
import dev.kennel.measuring.MeasureProgress.FileProgress;
import dev.kennel.measuring.MeasureProgress.Found;

/// What a measurement shows of itself on its job's page.
@ApplicationScoped
class MeasureJob implements JobKind {

    static final String NAME = "measure";

    private final MeasureOrders orders;
    private final StageShares shares;
    private final Measurements measurements;
    private final MeasuredFiles measured;
    private final JobFiles files;

    MeasureJob(
            MeasureOrders orders,
            StageShares shares,
            Measurements measurements,
            MeasuredFiles measured,
            JobFiles files) {
        this.orders = orders;
        this.shares = shares;
        this.measurements = measurements;
        this.measured = measured;
        this.files = files;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance detail(MeasureProgress progress);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> stages() {
        return List.of(ReferenceStage.NAME, FileStage.NAME);
    }

    @Override
    public Parts parts(Job job, JobView view) {
        return new Parts(Optional.empty(), Optional.of(Templates.detail(progress(job))));
    }

    @Override
    public Object detailJson(Job job) {
        return progress(job);
    }

    private MeasureProgress progress(Job job) {
        MeasureOrder order = orders.of(job);
        List<Measurement> made = measurements.of(job.id);
        Set<Measurement> flattered = measured.onCalibrationText(made);
        Map<String, List<Found>> found = made.stream()
                .collect(Collectors.groupingBy(
                        measurement -> measurement.fileSha256,
                        Collectors.mapping(
                                measurement -> found(measurement, flattered.contains(measurement)),
                                Collectors.toList())));
        Map<Integer, ShareProgress> progress = shares.of(job.id, FileStage.NAME).stream()
                .collect(Collectors.toMap(ShareProgress::ordinal, Function.identity()));
        return new MeasureProgress(
                order.reference().name(),
                order.readings().stream().map(Reading::name).toList(),
                order.settings().contextLength(),
                order.bytesNeeded(),
                order.settings().device(),
                IntStream.range(0, order.subjects().size())
                        .mapToObj(i -> file(
                                order.subjects().get(i),
                                progress.getOrDefault(i, new ShareProgress(i, "waiting", 0)),
                                found))
                        .toList());
    }

    private FileProgress file(Subject subject, ShareProgress progress, Map<String, List<Found>> found) {
        return new FileProgress(
                subject.name(),
                subject.sha256(),
                progress.state(),
                progress.percent(),
                found.getOrDefault(subject.sha256(), List.of()));
    }

    private Found found(Measurement measurement, boolean flattered) {
        if (measurement.failure != null) {
            return Found.failed(measurement);
        }
        return switch (measurement.kind) {
            case QUALITY -> Found.of(measurement, measurements.quality(measurement), flattered);
            case SPEED -> Found.of(measurement, measurements.speed(measurement));
            case PORTABILITY ->
                throw new IllegalStateException(
                        "Measurement " + measurement.id + " tried a runtime in a measuring job");
        };
    }

    /// From now on only the measurements keep what was found.
    @Override
    public void release(Job job) {
        files.removeAfterCommit(job.id);
    }
}
