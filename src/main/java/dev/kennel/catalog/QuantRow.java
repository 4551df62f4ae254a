package dev.kennel.catalog;

import java.util.List;
import java.util.Optional;

import dev.kennel.gguf.GgmlType;
import dev.kennel.measure.MemoryUse;
import dev.kennel.measurements.Portability;
import dev.kennel.measurements.QualityFigures;
import dev.kennel.measurements.SpeedFigures;
import dev.kennel.web.Format;

/// A quant as the table of its base lists it.
///
/// @param types of its tensors, the one with the most bytes first
/// @param sameWeightsAs the name of an earlier row whose tensors are the same byte for byte
/// @param share of the base's bytes, from 0 to 1 and more
/// @param quality under the evaluation that the table shows
/// @param speed of the timing that the table shows
/// @param measuredOtherwise whether there is quality, but under other evaluations only
/// @param timedOtherwise whether there are rates, but of other timings only
/// @param memory that its newest timing of any kind took
/// @param portability in which runtimes it was tried
/// @param calibrationText digest of the text that its importance matrix was computed from, where that is known
/// @param incomplete whether the store lost some of its bytes
record QuantRow(
        Quant quant,
        List<TypeUse> types,
        Optional<String> sameWeightsAs,
        double share,
        boolean incomplete,
        Optional<QualityFigures> quality,
        Optional<SpeedFigures> speed,
        boolean measuredOtherwise,
        boolean timedOtherwise,
        Optional<MemoryUse> memory,
        Portability portability,
        Optional<String> calibrationText) {

    /// @param tensors of the type
    record TypeUse(GgmlType type, long tensors, long bytes) {}

    /// The same quant with other figures.
    QuantRow with(Optional<QualityFigures> otherQuality, Optional<SpeedFigures> otherSpeed) {
        return new QuantRow(
                quant,
                types,
                sameWeightsAs,
                share,
                incomplete,
                otherQuality,
                otherSpeed,
                measuredOtherwise,
                timedOtherwise,
                memory,
                portability,
                calibrationText);
    }

    /// Whether its figures are of the text that its importance matrix was computed from, which flatters it.
    public boolean calibratedOnTheText() {
        return quality.isPresent()
                && calibrationText
                        .filter(quality.get().newest().evaluation().textSha256()::equals)
                        .isPresent();
    }

    /// As tables of its base name it.
    public String name() {
        return quant.nameOnItsBase();
    }

    /// The address of the quant's page.
    public String page() {
        return quant.page();
    }

    /// The address of its file.
    public String file() {
        return fileOf(quant);
    }

    static String fileOf(Quant quant) {
        return FileAddress.of(quant.repository, quant.filename);
    }

    /// Where its bytes can be had again.
    public String remake() {
        return remakeOf(quant);
    }

    /// The plan with the recipe and the importance matrix it was made with; for a file made elsewhere, the import.
    static String remakeOf(Quant quant) {
        String base = quant.model.repository.path();
        if (quant.artifact.headerSha256 == null) {
            return "/import?base=" + base;
        }
        return "/" + base + "/quantize?" + (quant.madeElsewhere ? "" : "recipe=" + Format.urlPart(quant.name) + "&")
                + "imatrix=" + Format.urlPart(quant.imatrixName == null ? "none" : quant.imatrixName);
    }

    public long percent() {
        return Math.round(100 * share);
    }

    /// The width of the bar that shows the share, of 100.
    public double bar() {
        return Math.min(100, Math.round(1000 * share) / 10.0);
    }
}
