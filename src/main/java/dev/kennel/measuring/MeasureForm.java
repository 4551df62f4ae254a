package dev.kennel.measuring;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.kennel.jobs.DeviceField;
import dev.kennel.measurements.StoredText;
import dev.kennel.web.Problem;

/// What the form of a measurement shows.
///
/// @param chunks as typed, empty for all
/// @param logits that were imported, as [LogitsRef] writes them
/// @param ticked quants as [QuantRef] writes them
/// @param calibration digests of texts that importance matrices of the model were computed from
/// @param cost empty while the choice cannot be priced
/// @param why it cannot
record MeasureForm(
        String model,
        List<StoredText> texts,
        Set<String> chosenTexts,
        Set<String> calibration,
        String context,
        String chunks,
        String reference,
        List<String> logits,
        SpeedFields speed,
        DeviceField device,
        List<Choice> quants,
        Set<String> ticked,
        Optional<MeasurePlanJson> cost,
        Optional<String> why,
        Optional<Problem> refusal) {

    /// @param runs measurements of its file so far
    record Choice(String ref, long bytes, long runs) {}

    public boolean isText(String name) {
        return chosenTexts.contains(name);
    }

    public boolean isCalibration(StoredText text) {
        return calibration.contains(text.sha256);
    }

    public boolean isTicked(Choice quant) {
        return ticked.contains(quant.ref());
    }

    public int tickedCount() {
        return ticked.size();
    }
}
