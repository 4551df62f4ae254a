package dev.kennel.catalog;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import dev.kennel.chart.SizeQualityChart;
import dev.kennel.chart.SizeQualityChart.Frame;
import dev.kennel.gguf.GgmlType;
import dev.kennel.gguf.ModelFacts;
import dev.kennel.jobs.Job;
import dev.kennel.measurements.Evaluation;
import dev.kennel.measurements.Place;
import dev.kennel.measurements.QualityFigures;
import dev.kennel.measurements.Timing;
import dev.kennel.web.ByteScale;
import dev.kennel.web.Format;

/// What a model's page shows.
///
/// @param listing its quants, and what their figures are of
/// @param facts what its GGUF says; empty when it was written by another version of Kennel
/// @param choice which quant to take; empty without quants
/// @param steering how its files answer to features
/// @param jobs about it that are not over
record ModelView(
        Model model,
        List<ModelFile> files,
        List<Companion> companions,
        QuantListing listing,
        QuantOrder order,
        ModelShow show,
        Optional<ModelFacts> facts,
        Optional<QuantChoice> choice,
        SteeringTable steering,
        List<Job> jobs) {

    /// The memory at hand as the form shows it: "24", "0.5".
    public String gibibytes() {
        double value = show.gibibytes();
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    /// Of those quants only.
    ModelView of(Predicate<QuantRow> wanted) {
        return new ModelView(
                model, files, companions, listing.only(wanted), order, show, facts, choice, steering, jobs);
    }

    public List<QuantRow> quants() {
        return listing.rows();
    }

    /// Whether any quant was compared or timed.
    public boolean measured() {
        return quants().stream()
                .anyMatch(row -> row.quality().isPresent() || row.speed().isPresent());
    }

    /// Whether the table says how the quants behave; else how they were derived.
    public boolean behaviour() {
        return measured() && show.columns().filter(ModelShow.DERIVATION::equals).isEmpty();
    }

    /// The address of this page with one choice changed: `columns`, `evaluation` or `timing`.
    public String showing(String choice, String value) {
        return path() + "?" + show.with(choice, value);
    }

    /// The address of the other columns.
    public String otherColumns() {
        return showing("columns", behaviour() ? ModelShow.DERIVATION : "behaviour");
    }

    /// "200 chunks of 512 tokens of wiki, against base".
    public Optional<String> evaluationInWords() {
        return listing.quality().conditions().map(Evaluation::words);
    }

    /// "pp512 and tg128 with 2 threads on 2 cores of AMD EPYC 9355 (zen4), llama.cpp 0.5.0".
    public Optional<String> timingInWords() {
        return listing.speed().conditions().map(Timing::words);
    }

    /// On what a quant's closeness was measured, where that is not what most of the table was measured on.
    public Optional<String> otherPlace(QuantRow row) {
        return row.quality()
                .map(figures -> figures.newest().place())
                .filter(place -> !place.equals(listing.usualPlace().orElseThrow()))
                .map(Place::words);
    }

    /// "keeps 0.98 of hedging, 1.01 of creativity".
    public Optional<String> keptInWords(QuantRow row) {
        return steering.row(row.page()).flatMap(SteeringTable.Row::keptInWords);
    }

    /// "less hedged than the base: −0.120 ± 0.030, though its KLD is usual for its size", of each feature where that
    /// is so.
    public List<String> movedInWords(QuantRow row) {
        return steering.row(row.page()).map(SteeringTable.Row::movedInWords).orElse(List.of());
    }

    /// What the base differs from its own stored logits, in nats: nothing smaller can be told apart.
    public Optional<QualityFigures> floor() {
        return listing.floor(model);
    }

    /// Size against quality, once two quants are measured under the same evaluation.
    public Optional<SizeQualityChart> chart() {
        return chart(Frame.WIDE);
    }

    /// Likewise, for a phone.
    public Optional<SizeQualityChart> narrowChart() {
        return chart(Frame.NARROW);
    }

    private Optional<SizeQualityChart> chart(Frame frame) {
        ByteScale scale = scale();
        List<SizeQualityChart.Point> points =
                listing.charted().stream().map(row -> point(row, scale)).toList();
        return points.isEmpty() ? Optional.empty() : Optional.of(SizeQualityChart.of(points, frame));
    }

    private static SizeQualityChart.Point point(QuantRow row, ByteScale scale) {
        Quant quant = row.quant();
        return new SizeQualityChart.Point(
                row.name(),
                row.page(),
                (double) quant.artifact.bytes / scale.bytesOfUnit(),
                row.quality().orElseThrow().quality().kld().value(),
                quant.madeElsewhere,
                row.calibratedOnTheText());
    }

    public String path() {
        return "/" + model.repository.path();
    }

    public boolean sparse() {
        return model.activeParameters < model.parameters;
    }

    /// "BF16": the type that most weights of the source have.
    public String baseType() {
        return facts.flatMap(known -> known.weightsByType().entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey))
                .map(GgmlType::ggmlName)
                .orElse("GGUF")
                .toUpperCase(Locale.ROOT);
    }

    /// "36 made here, 7 from elsewhere".
    public String quantsInWords() {
        long elsewhere =
                quants().stream().filter(row -> row.quant().madeElsewhere).count();
        long here = quants().size() - elsewhere;
        if (elsewhere == 0) {
            return here == 0 ? "none yet" : Format.grouped(here) + " made here";
        }
        return Format.grouped(here) + " made here, " + Format.grouped(elsewhere) + " from elsewhere";
    }

    public ByteScale scale() {
        return ByteScale.of(
                quants().stream().map(row -> row.quant().artifact.bytes).toList());
    }

    /// "6.9 to 34.3 GiB".
    public String sizesInWords() {
        long smallest = quants().stream()
                .mapToLong(row -> row.quant().artifact.bytes)
                .min()
                .orElse(0);
        long largest = quants().stream()
                .mapToLong(row -> row.quant().artifact.bytes)
                .max()
                .orElse(0);
        return (smallest == largest ? "" : scale().format(smallest) + " to ") + scale().formatWithUnit(largest);
    }

    /// What a token of context costs, keys and values at 2 bytes each.
    public long cacheBytesPerToken() {
        return facts.map(known -> 2 * known.cache().elementsPerToken()).orElse(0L);
    }

    public Optional<LayerGrid> layers() {
        return facts.map(LayerGrid::of).filter(grid -> !grid.rows().isEmpty());
    }

    public List<BitGroup> groups() {
        return BitGroup.of(quants());
    }

    public List<QuantRow> elsewhere() {
        return quants().stream().filter(row -> row.quant().madeElsewhere).toList();
    }

    /// Where a companion is downloaded.
    public String download(Companion companion) {
        return FileAddress.of(model.repository, companion.filename);
    }

    /// The page that says which experts an importance matrix reached.
    public String coverage(Companion companion) {
        return path() + "/imatrix/" + Format.urlPath(companion.filename);
    }

    /// The page that says what a control vector was made from.
    public String vector(Companion companion) {
        return path() + "/vectors/" + Format.urlPath(companion.filename);
    }

    /// The page that asks whether a companion is to go.
    public String deletion(Companion companion) {
        return CompanionDeletionPage.address(model, companion);
    }

    public List<Companion> imatrices() {
        return companions.stream()
                .filter(companion -> companion.kind == Companion.Kind.IMATRIX)
                .toList();
    }

    public Optional<Companion> imatrix() {
        return imatrices().stream().findFirst();
    }
}
