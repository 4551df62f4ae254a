package dev.kennel.catalog;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// How a table of quants is sorted: a column, ascending or (`-size`) descending.
record QuantOrder(Column column, boolean descending) {

    static final QuantOrder LARGEST_FIRST = new QuantOrder(Column.SIZE, true);

    enum Column {
        NAME(true, Comparator.comparing(row -> row.quant().name.toLowerCase(Locale.ROOT))),
        SIZE(false, Comparator.comparingLong(row -> row.quant().artifact.bytes)),
        BITS(false, Comparator.comparingDouble(row -> row.quant().artifact.bitsPerWeight)),
        MADE(false, Comparator.comparing(row -> row.quant().madeAt)),
        KLD(true, QuantRow::quality, figures -> figures.quality().kld().value()),
        KLD999(true, QuantRow::quality, figures -> figures.quality().klds().p999()),
        TOP(false, QuantRow::quality, figures -> figures.quality().sameTop().value()),
        RATIO(true, QuantRow::quality, figures -> figures.quality().ratio().value()),
        PROMPT(false, QuantRow::speed, run -> run.speed().prompt().mean()),
        WRITING(false, QuantRow::speed, run -> run.speed().generation().mean()),
        MEMORY(true, QuantRow::speed, run -> run.speed().memory().allocated());

        private final boolean risingFirst;
        private final Comparator<QuantRow> order;
        private final Predicate<QuantRow> known;

        Column(boolean risingFirst, Comparator<QuantRow> order) {
            this.risingFirst = risingFirst;
            this.order = order;
            this.known = _ -> true;
        }

        /// Of what only some rows have: the others come last in both directions.
        <T> Column(boolean risingFirst, Function<QuantRow, Optional<T>> figures, ToDoubleFunction<T> figure) {
            this.risingFirst = risingFirst;
            this.order = Comparator.comparingDouble(
                    row -> figures.apply(row).map(figure::applyAsDouble).orElse(0.0));
            this.known = row -> figures.apply(row).isPresent();
        }

        String value() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Column> named(String name) {
            return Stream.of(values())
                    .filter(column -> column.value().equals(name))
                    .findFirst();
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
        Optional<Column> column = Column.named(name);
        if (column.isPresent()) {
            return new QuantOrder(column.get(), descending);
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
        return rows.stream()
                .sorted(Comparator.comparing(column.known::test, Comparator.reverseOrder())
                        .thenComparing(order)
                        .thenComparing(row -> row.quant().id))
                .toList();
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
        boolean rising = Column.named(name).map(other -> other.risingFirst).orElse(true);
        return rising ? name : "-" + name;
    }
}
