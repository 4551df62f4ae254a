package dev.kennel.catalog;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedSet;
import java.util.stream.Stream;

import dev.kennel.web.PageRequest;

/// What a reader asks of the catalog.
///
/// @param text words that all must be found in name, family, architecture, licence, temperament or tags
/// @param chosen the values of each facet, any of which will do; a facet without a choice is absent
/// @param page from 1
/// @param limit models a page
record CatalogSearch(String text, Map<Facet, SequencedSet<String>> chosen, Sort sort, int page, int limit) {

    static final int PAGE = 50;

    enum Sort {
        NEWEST("m.createdAt desc, m.id desc"),
        SIZE("m.parameters desc, m.id desc"),
        QUANTS("(select count(q) from Quant q where q.model = m) desc, m.id desc"),
        NAME("lower(m.repository.name), m.id");

        private final String order;

        Sort(String order) {
            this.order = order;
        }

        String order() {
            return order;
        }

        public String value() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// @throws dev.kennel.web.ProblemException when there is no such order
        static Sort ofValue(String value) {
            return Stream.of(values())
                    .filter(sort -> sort.value().equals(value))
                    .findFirst()
                    .orElseThrow(() -> CatalogLookup.noSuchOrder(
                            value, Stream.of(values()).map(Sort::value).toList()));
        }
    }

    CatalogSearch {
        text = text == null ? "" : text.strip();
        page = Math.clamp(page, 1, PageRequest.LAST_PAGE);
        var copy = new EnumMap<Facet, SequencedSet<String>>(Facet.class);
        chosen.forEach((facet, values) -> {
            if (!values.isEmpty()) {
                copy.put(facet, values);
            }
        });
        chosen = copy;
    }

    List<String> words() {
        return text.isEmpty()
                ? List.of()
                : List.of(text.toLowerCase(Locale.ROOT).split("\\s+"));
    }

    boolean has(Facet facet, String value) {
        return chosen.containsKey(facet) && chosen.get(facet).contains(value);
    }

    /// Whether anything is asked that could leave a model out.
    public boolean narrows() {
        return !text.isEmpty() || !chosen.isEmpty();
    }

    public CatalogSearch sortedBy(Sort other) {
        return new CatalogSearch(text, chosen, other, 1, limit);
    }

    /// The query part of the address that asks the same of another page.
    public String query(int otherPage) {
        var query = new StringBuilder();
        append(query, "q", text);
        chosen.forEach((facet, values) -> values.forEach(value -> append(query, facet.parameter(), value)));
        append(query, "sort", sort == Sort.NEWEST ? "" : sort.value());
        append(query, "page", otherPage == 1 ? "" : Integer.toString(otherPage));
        return query.isEmpty() ? "?" : query.toString();
    }

    private static void append(StringBuilder query, String name, String value) {
        if (!value.isEmpty()) {
            query.append(query.isEmpty() ? '?' : '&')
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }
}
