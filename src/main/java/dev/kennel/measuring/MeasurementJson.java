package dev.kennel.measuring;

import java.time.Instant;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.kennel.measurements.Environment;
import dev.kennel.measurements.Measurement;

/// A measurement, as the REST API tells it.
///
/// @param file the SHA-256 of what was measured
/// @param settings what the figures depend on beside file and environment
/// @param reference the name of what it was compared with, at that time
/// @param result what was found; its form belongs to the kind. Not there when it failed
/// @param failure why there is no result
/// @param onCalibrationText whether the file's importance matrix was computed from the same text, which flatters it
@Schema(name = "Measurement")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MeasurementJson(
        long id,
        String file,
        String kind,
        JsonNode settings,
        String text,
        String textSha256,
        String reference,
        String referenceSha256,
        JsonNode result,
        String failure,
        Environment environment,
        boolean onCalibrationText,
        Long job,
        Instant measuredAt,
        String page) {

    static MeasurementJson of(Measurement measurement, Environment environment, boolean onCalibrationText) {
        return new MeasurementJson(
                measurement.id,
                measurement.fileSha256,
                measurement.kind.name().toLowerCase(Locale.ROOT),
                measurement.settings,
                measurement.textName,
                measurement.textSha256,
                measurement.referenceName,
                measurement.referenceSha256,
                measurement.result,
                measurement.failure,
                environment,
                onCalibrationText,
                measurement.jobId,
                measurement.measuredAt,
                MeasurementPage.address(measurement.id));
    }
}
