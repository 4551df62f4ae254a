package dev.kennel.measurements;

/// All runs of one file under the same conditions.
public interface Figures {

    /// The number of the newest run's measurement.
    long newestMeasurement();
}
