package dev.kennel.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.jobs.JobView.StageView;

/// Says how far jobs are.
@ApplicationScoped
class JobViews {

    private final Shares shares;
    private final JobFlow flow;

    JobViews(Shares shares, JobFlow flow) {
        this.shares = shares;
        this.flow = flow;
    }

    /// In the order of the jobs, at the cost of one query.
    List<JobView> brief(List<Job> jobs) {
        Map<Long, List<StageProgress>> progress = shares
                .progress(jobs.stream().map(job -> job.id).toList())
                .stream()
                .collect(Collectors.groupingBy(StageProgress::jobId));
        return jobs.stream()
                .map(job -> view(job, progress.getOrDefault(job.id, List.of()), null))
                .toList();
    }

    JobView brief(Job job) {
        return brief(List.of(job)).getFirst();
    }

    JobView whole(Job job) {
        return view(job, shares.progress(List.of(job.id)), flow.kind(job).detailJson(job));
    }

    private JobView view(Job job, List<StageProgress> progress, Object detail) {
        List<Step> steps = steps(job, progress);
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
                percent(job, steps),
                secondsLeft(job, steps),
                steps.stream().map(Step::view).toList(),
                detail);
    }

    private List<Step> steps(Job job, List<StageProgress> progress) {
        Map<String, StageProgress> byStage =
                progress.stream().collect(Collectors.toMap(StageProgress::stage, each -> each));
        List<String> names = flow.kind(job).stages();
        int current = names.indexOf(job.stage);
        var steps = new ArrayList<Step>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            steps.add(new Step(
                    flow.stage(name),
                    byStage.getOrDefault(name, StageProgress.none(job.id, name)),
                    state(job, Integer.compare(i, current))));
        }
        return steps;
    }

    private static String state(Job job, int place) {
        if (job.state == JobState.DONE || place < 0) {
            return "done";
        }
        if (place > 0 || job.state == JobState.QUEUED) {
            return "waiting";
        }
        return job.state.over() ? "stopped" : "running";
    }

    /// The stages by their weights.
    private static int percent(Job job, List<Step> steps) {
        if (job.state == JobState.DONE) {
            return 100;
        }
        double all = steps.stream().mapToDouble(Step::weight).sum();
        double done =
                steps.stream().mapToDouble(step -> step.weight() * step.share()).sum();
        return all == 0 ? 0 : (int) Math.min(99, 100 * done / all);
    }

    /// Of the running stage at its rate so far, with as many shares at a time as now; of those behind it by their
    /// weights.
    private static Long secondsLeft(Job job, List<Step> steps) {
        if (job.state != JobState.RUNNING) {
            return null;
        }
        double later = 0;
        for (Step step : steps.reversed()) {
            if (step.canBeTimed()) {
                return step.secondsLeft(later);
            }
            later += step.weight();
        }
        return null;
    }

    /// A stage of a job with how far it is.
    private record Step(Stage stage, StageProgress progress, String state) {

        StageView view() {
            return new StageView(
                    stage.name(),
                    stage.title(),
                    stage.note(),
                    state,
                    stage.unit(),
                    progress.done(),
                    progress.total(),
                    Math.round(progress.seconds()));
        }

        /// A stage that turned out to have nothing to do weighs nothing.
        double weight() {
            boolean empty = progress.total() == 0 && state.equals("done");
            return empty ? 0 : stage.weight();
        }

        double share() {
            if (state.equals("done")) {
                return 1;
            }
            return progress.total() == 0 ? 0 : (double) progress.done() / progress.total();
        }

        boolean canBeTimed() {
            return state.equals("running") && progress.done() > progress.given() && progress.seconds() > 0;
        }

        Long secondsLeft(double laterWeight) {
            double secondsEach = progress.seconds() / (progress.done() - progress.given());
            double left = secondsEach * (progress.total() - progress.done());
            double later = secondsEach * progress.total() * laterWeight / weight();
            return Math.round((left + later) / Math.max(1, progress.running()));
        }
    }
}
