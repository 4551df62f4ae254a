package dev.kennel.catalog;

import java.util.List;
import java.util.Map;

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
    record Row(Model model, List<Long> bytes, long jobs) {

        public int quants() {
            return bytes.size();
        }

        public boolean sparse() {
            return model.activeParameters < model.parameters;
        }

        /// Where each size stands on a line as wide as the source.
        public SizeStrip strip() {
            return new SizeStrip(model.sourceBytes, bytes);
        }
    }

    /// A value of a facet.
    ///
    /// @param models how many would be found with it, were it the only choice within its facet
    record FacetValue(Facet facet, String value, long models, boolean chosen) {

        public String words() {
            return facet.words(value);
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
