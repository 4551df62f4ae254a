package dev.kennel.catalog;

import java.util.List;
import java.util.Optional;

import dev.kennel.measure.ModelRuntime;
import dev.kennel.measurements.TrialRun;

/// A runtime with the runs in which a file was tried in it, the newest first; none when it was never tried.
record RuntimeRow(ModelRuntime runtime, List<TrialRun> runs) {

    public Optional<TrialRun> newest() {
        return runs.stream().findFirst();
    }

    /// What was found before the newest.
    public List<TrialRun> earlier() {
        return runs.stream().skip(1).toList();
    }
}
