package dev.kennel.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Quants of about the same number of bits, for the pedigree.
///
/// @param quants largest first, at least one
record BitGroup(List<Quant> quants) {

    private static final List<Double> LOWER_BOUNDS = List.of(5.0, 4.0, 3.0, 0.0);

    /// The groups of quants made here that are not empty, most bits first.
    static List<BitGroup> of(List<QuantRow> rows) {
        List<Quant> left = new ArrayList<>(rows.stream()
                .map(QuantRow::quant)
                .filter(quant -> !quant.madeElsewhere)
                .sorted(Comparator.comparingLong((Quant quant) -> quant.artifact.bytes)
                        .reversed())
                .toList());
        List<BitGroup> groups = new ArrayList<>();
        for (double bound : LOWER_BOUNDS) {
            List<Quant> group = left.stream()
                    .filter(quant -> quant.artifact.bitsPerWeight >= bound)
                    .toList();
            left.removeAll(group);
            if (!group.isEmpty()) {
                groups.add(new BitGroup(group));
            }
        }
        return groups;
    }

    public int size() {
        return quants.size();
    }

    public Quant largest() {
        return quants.getFirst();
    }

    public Quant smallest() {
        return quants.getLast();
    }
}
