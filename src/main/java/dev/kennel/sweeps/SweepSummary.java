package dev.kennel.sweeps;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.kennel.jobs.JobView;

/// The head of a sweep's page: how its work is made up, how fast it goes and when it will be over.
public record SweepSummary(JobView job, SweepProgress sweep, Instant now) {

    private static final int CHART_WIDTH = 240;
    private static final int CHART_HEIGHT = 40;

    /// Percent of the bar that was had without work.
    public int reusedWidth() {
        long done = sweep.bytesReused() + sweep.bytesEncoded();
        return done == 0 ? 0 : (int) (job.percent() * sweep.bytesReused() / done);
    }

    public int encodedWidth() {
        return job.percent() - reusedWidth();
    }

    /// Percent of the units that were in the store.
    public int reusedUnits() {
        return sweep.units() == 0 ? 0 : 100 * sweep.unitsReused() / sweep.units();
    }

    public boolean isOver() {
        return job.state().over();
    }

    /// Seconds since it started, until it ended.
    public Long secondsTaken() {
        if (job.startedAt() == null) {
            return null;
        }
        Instant until = job.finishedAt() == null ? now : job.finishedAt();
        return Math.max(0, Duration.between(job.startedAt(), until).toSeconds());
    }

    public Instant end() {
        return job.secondsLeft() == null ? null : now.plusSeconds(job.secondsLeft());
    }

    public boolean hasRate() {
        return sweep.rate().lately() > 0;
    }

    public String rate() {
        return rate(sweep.rate().lately());
    }

    public boolean hasHistory() {
        return !sweep.rate().history().isEmpty();
    }

    /// The history as points of an SVG polyline, 240 by 40.
    public String points() {
        List<Double> history = sweep.rate().history();
        double highest = Math.max(sweep.rate().highest(), 1e-9);
        double step = (double) CHART_WIDTH / (history.size() - 1);
        return IntStream.range(0, history.size())
                .mapToObj(i -> String.format(
                        Locale.ROOT,
                        "%.1f,%.1f",
                        i * step,
                        CHART_HEIGHT - 2 - (CHART_HEIGHT - 4) * history.get(i) / highest))
                .collect(Collectors.joining(" "));
    }

    /// What the chart shows.
    public String historyWords() {
        return "between " + rate(sweep.rate().lowest()) + " and "
                + rate(sweep.rate().highest()) + " million weights a second";
    }

    private static String rate(double millions) {
        return String.format(Locale.ROOT, millions < 100 ? "%.1f" : "%,.0f", millions);
    }
}
