package dev.kennel.catalog;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// How a table of quants is sorted: a column, ascending or (`-size`) descending.
record QuantOrder(Column column, boolean descending) {

    static final QuantOrder LARGEST_FIRST = new QuantOrder(Column.SIZE, true);

    enum Column {
        NAME(Comparator.comparing(row -> row.quant().name.toLowerCase(Locale.ROOT))),
        SIZE(Comparator.comparingLong(row -> row.quant().artifact.bytes)),
        BITS(Comparator.comparingDouble(row -> row.quant().artifact.bitsPerWeight)),
        MADE(Comparator.comparing(row -> row.quant().madeAt));

        private final Comparator<QuantRow> order;

        Column(Comparator<QuantRow> order) {
            this.order = order;
        }

        String value() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// The largest first, when there is no text.
    ///
    /// @throws dev.kennel.web.ProblemException when there is no such order
    static QuantOrder parse(String text) {
        if (text == null || text.isEmpty()) {
            return LARGEST_FIRST;
        }
        boolean descending = text.startsWith("-");
        String name = descending ? text.substring(1) : text;
        for (Column column : Column.values()) {
            if (column.value().equals(name)) {
                return new QuantOrder(column, descending);
            }
        }
        throw CatalogLookup.noSuchOrder(
                text,
                Stream.of(Column.values())
                        .map(Column::value)
                        .flatMap(value -> Stream.of(value, "-" + value))
                        .toList());
    }

    List<QuantRow> sort(List<QuantRow> rows) {
        Comparator<QuantRow> order = descending ? column.order.reversed() : column.order;
        return rows.stream().sorted(order.thenComparing(row -> row.quant().id)).toList();
    }

    /// For `aria-sort` of a column's head; empty when the table is not sorted by it.
    public String aria(String name) {
        if (!column.value().equals(name)) {
            return "";
        }
        return descending ? "descending" : "ascending";
    }

    /// What the button in a column's head asks for: the other direction, or the column's own first one.
    public String next(String name) {
        if (column.value().equals(name)) {
            return descending ? name : "-" + name;
        }
        return name.equals(Column.NAME.value()) ? name : "-" + name;
    }
}
