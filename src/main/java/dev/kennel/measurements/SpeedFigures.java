package dev.kennel.measurements;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.ToDoubleFunction;

import dev.kennel.measure.Speed;

/// All runs over one file that were timed alike, the newest first. They are never averaged: the newest speaks, and
/// where there are several their spread stands beside it.
///
/// @param runs at least one
public record SpeedFigures(List<SpeedRun> runs) implements Figures {

    public SpeedFigures {
        runs = List.copyOf(runs);
    }

    public SpeedRun newest() {
        return runs.getFirst();
    }

    @Override
    public long newestMeasurement() {
        return newest().measurement();
    }

    public Speed speed() {
        return newest().speed();
    }

    public boolean several() {
        return runs.size() > 1;
    }

    /// Of the runs' mean rates of reading a prompt, in tokens a second.
    public DoubleSummaryStatistics prompt() {
        return spread(speed -> speed.prompt().mean());
    }

    /// Of the runs' mean rates of writing, in tokens a second.
    public DoubleSummaryStatistics generation() {
        return spread(speed -> speed.generation().mean());
    }

    private DoubleSummaryStatistics spread(ToDoubleFunction<Speed> rate) {
        return runs.stream().map(SpeedRun::speed).mapToDouble(rate).summaryStatistics();
    }
}
