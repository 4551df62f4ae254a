package dev.kennel.measuring;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.measurements.Measurement;
import dev.kennel.measurements.Measurements;

/// Tells measurements with what they belong to.
@ApplicationScoped
public class FullMeasurements {

    private final Measurements measurements;
    private final MeasuredFiles files;

    FullMeasurements(Measurements measurements, MeasuredFiles files) {
        this.measurements = measurements;
        this.files = files;
    }

    public MeasurementJson json(Measurement measurement) {
        return MeasurementJson.of(
                measurement, measurements.environment(measurement.environment), files.calibratedOnTheText(measurement));
    }
}
