package dev.kennel.measuring;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.kennel.measure.SpeedSettings;
import dev.kennel.web.Format;

/// What a measurement would cost, as the REST API tells it.
///
/// @param files how many are measured, the reference among them
/// @param tokensPerFile that each of them reads or writes
/// @param bytesNeeded of the disk while the job runs: the reference's logits, and a copy of the largest quant
/// @param bytesFree that may be written now
/// @param device that the models are computed on
/// @param warnings what a person should know and nothing is refused for
@Schema(name = "MeasurePlan")
public record MeasurePlanJson(
        int files,
        List<Text> texts,
        int context,
        long tokensPerFile,
        long bytesNeeded,
        long bytesFree,
        String device,
        List<String> warnings) {

    @Schema(name = "TextToRead")
    public record Text(String name, int chunks) {}

    /// @param contextLength that the model is made for; null when its file does not say
    static MeasurePlanJson of(MeasureOrder order, Long contextLength, long bytesFree) {
        return new MeasurePlanJson(
                order.subjects().size(),
                order.readings().stream()
                        .map(reading -> new Text(reading.name(), reading.chunks()))
                        .toList(),
                order.settings().contextLength(),
                order.tokensPerFile(),
                order.bytesNeeded(),
                bytesFree,
                order.settings().device(),
                contextLength == null ? List.of() : warnings(order, contextLength));
    }

    private static List<String> warnings(MeasureOrder order, long contextLength) {
        var warnings = new ArrayList<String>();
        if (!order.readings().isEmpty() && order.settings().contextLength() > contextLength) {
            warnings.add(
                    beyond("Chunks of " + Format.grouped(order.settings().contextLength()) + " tokens", contextLength));
        }
        order.speed()
                .filter(speed -> longest(speed) > contextLength)
                .ifPresent(speed -> warnings.add(
                        beyond("Timings at up to " + Format.grouped(longest(speed)) + " tokens", contextLength)));
        return warnings;
    }

    /// Tokens in the context at most while it is timed.
    private static long longest(SpeedSettings speed) {
        return (long) speed.depth() + Math.max(speed.prompt(), speed.generation());
    }

    private static String beyond(String what, long contextLength) {
        return what + " go beyond the " + Format.grouped(contextLength)
                + " that the model is made for: such figures say little about its use.";
    }
}
