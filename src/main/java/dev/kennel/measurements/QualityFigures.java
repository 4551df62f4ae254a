package dev.kennel.measurements;

import java.util.List;

import dev.kennel.measure.Quality;

/// All runs of one evaluation over one file, the newest first. They are never averaged: the newest speaks, and where
/// there are several their spread stands beside it.
///
/// @param runs at least one
public record QualityFigures(List<QualityRun> runs) implements Figures {

    public QualityFigures {
        runs = List.copyOf(runs);
    }

    public QualityRun newest() {
        return runs.getFirst();
    }

    @Override
    public long newestMeasurement() {
        return newest().measurement();
    }

    public Quality quality() {
        return newest().quality();
    }

    public boolean several() {
        return runs.size() > 1;
    }

    /// The lowest mean divergence of all runs, in nats.
    public double lowestKld() {
        return runs.stream()
                .mapToDouble(run -> run.quality().kld().value())
                .min()
                .orElseThrow();
    }

    /// The highest mean divergence of all runs, in nats.
    public double highestKld() {
        return runs.stream()
                .mapToDouble(run -> run.quality().kld().value())
                .max()
                .orElseThrow();
    }
}
