package dev.kennel.catalog;

import java.util.List;
import java.util.Optional;

/// Which quant to take for so much memory at such a context, and why not its neighbours.
///
/// @param memory bytes at hand, in one pool
/// @param context tokens
/// @param pick empty when none fits
/// @param fitting how many fit
/// @param measured whether the pick rests on measured quality; else it is the largest that fits
/// @param someMeasured whether the quality of any quant was measured, whether it fits or not
/// @param others neighbours of the pick
record QuantChoice(
        long memory,
        long context,
        Optional<Pick> pick,
        long fitting,
        boolean measured,
        boolean someMeasured,
        List<WhyNot> others) {

    record Pick(QuantRow row, MemoryNeed need) {

        public String ref() {
            return QuantRef.of(row.quant().model, row.quant());
        }
    }

    /// @param reason why it is not the pick
    record WhyNot(QuantRow row, String reason) {

        public String ref() {
            return QuantRef.of(row.quant().model, row.quant());
        }
    }
}
