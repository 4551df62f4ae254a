package dev.kennel.catalog;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.kennel.chart.Sparkline;
import dev.kennel.web.Format;

/// A page of the catalog, with the facets of all models that were found.
///
/// @param models on this page
/// @param found models that meet the search
/// @param total models there are
record CatalogListing(
        CatalogSearch search, List<Row> models, long found, long total, Map<Facet, List<FacetValue>> facets) {

    /// A model as the catalog lists it.
    ///
    /// @param bytes of each quant's file, smallest first
    /// @param jobs about it that are not over
    /// @param measured those of its quants whose closeness was measured
    record Row(Model model, List<Long> bytes, long jobs, List<MeasuredQuant> measured) {

        public int quants() {
            return bytes.size();
        }

        public boolean sparse() {
            return model.activeParameters < model.parameters;
        }

        /// The closest quant of few bits a weight.
        public Optional<MeasuredQuant> closest() {
            return MeasuredQuant.closestOfFewBits(measured);
        }

        /// What the curve shows, for those who do not see it.
        public String frontInWords() {
            DoubleSummaryStatistics klds =
                    measured.stream().mapToDouble(quant -> quant.kld().value()).summaryStatistics();
            return "%s measured, mean divergence from %s to %s"
                    .formatted(
                            Format.counted(measured.size(), "quant"),
                            Format.decimals(klds.getMin(), 5),
                            Format.decimals(klds.getMax(), 5));
        }

        /// Where each size stands on a line as wide as the source.
        public SizeStrip strip() {
            return new SizeStrip(model.sourceBytes, bytes);
        }
    }

    /// The size-quality front of a model; none while fewer than two of its quants were measured.
    ///
    /// @param range of all models listed
    public Optional<Sparkline> sparkline(Row row, Sparkline.Range range) {
        return row.measured().size() < 2
                ? Optional.empty()
                : Optional.of(Sparkline.of(points(row), row.closest().map(CatalogListing::point), range));
    }

    /// Whether any quant of the models listed was measured.
    public boolean measured() {
        return models.stream().anyMatch(row -> !row.measured().isEmpty());
    }

    /// Whether any model's closest quant was measured on the text that its importance matrix was computed from.
    public boolean flattered() {
        return models.stream().flatMap(row -> row.closest().stream()).anyMatch(MeasuredQuant::flattered);
    }

    /// The divergences of all models listed.
    public Sparkline.Range range() {
        return Sparkline.Range.of(
                models.stream().flatMap(row -> points(row).stream()).toList());
    }

    private static List<Sparkline.Point> points(Row row) {
        return row.measured().stream().map(CatalogListing::point).toList();
    }

    private static Sparkline.Point point(MeasuredQuant quant) {
        return new Sparkline.Point(quant.share(), quant.kld().value());
    }

    /// A value of a facet.
    ///
    /// @param spelling as people write it
    /// @param models how many would be found with it, were it the only choice within its facet
    record FacetValue(Facet facet, String value, String spelling, long models, boolean chosen) {

        public String words() {
            return facet.words(spelling);
        }
    }

    /// Of all quants listed.
    List<Long> bytes() {
        return models.stream().flatMap(row -> row.bytes().stream()).toList();
    }

    public List<CatalogSearch.Sort> sorts() {
        return List.of(CatalogSearch.Sort.values());
    }

    public int pages() {
        return (int) Math.max(1, Math.ceilDiv(found, search.limit()));
    }

    public boolean hasNext() {
        return search.page() < pages();
    }

    public boolean hasPrevious() {
        return search.page() > 1;
    }
}
