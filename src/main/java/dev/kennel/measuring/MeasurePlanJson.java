package dev.kennel.measuring;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What a measurement would cost, as the REST API tells it.
///
/// @param files how many are measured, the reference among them
/// @param tokensPerFile that each of them reads or writes
/// @param bytesNeeded of the disk while the job runs: the reference's logits, and a copy of the largest quant
/// @param bytesFree that may be written now
/// @param device that the models are computed on
@Schema(name = "MeasurePlan")
public record MeasurePlanJson(
        int files, List<Text> texts, int context, long tokensPerFile, long bytesNeeded, long bytesFree, String device) {

    @Schema(name = "TextToRead")
    public record Text(String name, int chunks) {}

    static MeasurePlanJson of(MeasureOrder order, long bytesFree) {
        return new MeasurePlanJson(
                order.subjects().size(),
                order.readings().stream()
                        .map(reading -> new Text(reading.name(), reading.chunks()))
                        .toList(),
                order.settings().contextLength(),
                order.tokensPerFile(),
                order.bytesNeeded(),
                bytesFree,
                order.settings().device());
    }
}
