package dev.kennel.jobs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.jobs.JobView.StageView;

/// Says how far jobs are.
@ApplicationScoped
class JobViews {

    private final Shares shares;
    private final JobFlow flow;
    private final Clock clock;

    JobViews(Shares shares, JobFlow flow, Clock clock) {
        this.shares = shares;
        this.flow = flow;
        this.clock = clock;
    }

    JobView brief(Job job) {
        return view(job, null);
    }

    JobView whole(Job job) {
        return view(job, flow.kind(job).detailJson(job));
    }

    private JobView view(Job job, Object detail) {
        List<StageView> stages = stages(job);
        int percent = percent(job, stages);
        return new JobView(
                job.id,
                job.kind,
                job.title,
                job.subject,
                job.state,
                job.failure,
                job.createdAt,
                job.startedAt,
                job.finishedAt,
                percent,
                secondsLeft(job, stages),
                stages,
                detail);
    }

    private List<StageView> stages(Job job) {
        Map<String, List<Share>> byStage =
                shares.ofJob(job.id).stream().collect(Collectors.groupingBy(share -> share.stage));
        List<String> names = flow.kind(job).stages();
        int current = names.indexOf(job.stage);
        var views = new ArrayList<StageView>();
        for (int i = 0; i < names.size(); i++) {
            List<Share> own = byStage.getOrDefault(names.get(i), List.of());
            views.add(new StageView(
                    names.get(i),
                    flow.stage(names.get(i)).title(),
                    i < current || job.state == JobState.DONE ? "done" : i == current ? "running" : "waiting",
                    own.stream()
                            .mapToLong(share -> Math.min(share.workDone, share.workTotal))
                            .sum(),
                    own.stream().mapToLong(share -> share.workTotal).sum()));
        }
        return views;
    }

    /// The mean of the stages, whose amounts are in different units.
    private static int percent(Job job, List<StageView> stages) {
        if (job.state == JobState.DONE) {
            return 100;
        }
        return (int) stages.stream().mapToInt(StageView::percent).average().orElse(0);
    }

    /// Of the running stage, at its rate so far.
    private Long secondsLeft(Job job, List<StageView> stages) {
        if (job.state != JobState.RUNNING || job.startedAt == null) {
            return null;
        }
        return stages.stream()
                .filter(stage -> stage.state().equals("running") && stage.done() > 0)
                .findFirst()
                .map(stage -> {
                    Duration elapsed = Duration.between(stageStart(job), clock.instant());
                    return elapsed.toSeconds() * (stage.total() - stage.done()) / stage.done();
                })
                .orElse(null);
    }

    private Instant stageStart(Job job) {
        return shares.ofStage(job.id, job.stage).stream()
                .map(share -> share.startedAt)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(job.startedAt);
    }
}
