package dev.kennel.catalog;

import java.util.List;

/// The sizes of a model's quants as marks on a line that ends at the size of the source, in units of a drawing.
///
/// @param source bytes of the source
/// @param sizes bytes of each quant, smallest first
record SizeStrip(long source, List<Long> sizes) {

    /// How wide the line is drawn.
    public static final int WIDTH = 112;

    /// Where each quant's mark stands, from the left.
    public List<Double> marks() {
        return sizes.stream().map(this::position).toList();
    }

    public double first() {
        return position(sizes.getFirst());
    }

    public double length() {
        return position(sizes.getLast()) - first();
    }

    public String words() {
        return "from %d to %d %% of the base's size".formatted(percent(sizes.getFirst()), percent(sizes.getLast()));
    }

    private double position(long bytes) {
        return Math.round(Math.min(1.0, (double) bytes / source) * WIDTH * 10) / 10.0;
    }

    private long percent(long bytes) {
        return Math.round(100.0 * bytes / source);
    }
}
