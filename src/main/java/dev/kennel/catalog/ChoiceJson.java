package dev.kennel.catalog;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Which quant to take, as the REST API tells it.
///
/// @param memory bytes at hand
/// @param context tokens
/// @param fitting how many quants fit
/// @param measured whether the pick rests on measured quality; else it is the largest that fits
/// @param pick not there when none fits
@Schema(name = "Choice")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ChoiceJson(long memory, long context, long fitting, boolean measured, Pick pick, List<Other> others) {

    /// @param needs bytes of memory at that context
    /// @param needMeasured whether what it needs rests on a measurement; else it is estimated from the file's size
    /// @param onCalibrationText whether its closeness is of the text its importance matrix was computed from
    @Schema(name = "Pick")
    record Pick(
            String quant, long needs, boolean needMeasured, boolean onCalibrationText, String download, String page) {}

    /// @param reason why it is not the pick
    @Schema(name = "NotPicked")
    record Other(String quant, String reason) {}

    static ChoiceJson of(QuantChoice choice) {
        return new ChoiceJson(
                choice.memory(),
                choice.context(),
                choice.fitting(),
                choice.measured(),
                choice.pick()
                        .map(pick -> new Pick(
                                pick.ref(),
                                pick.need().bytes(),
                                pick.need().measured(),
                                pick.row().calibratedOnTheText(),
                                pick.row().file(),
                                pick.row().page()))
                        .orElse(null),
                choice.others().stream()
                        .map(other -> new Other(other.ref(), other.reason()))
                        .toList());
    }
}
