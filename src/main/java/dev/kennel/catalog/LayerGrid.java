package dev.kennel.catalog;

import java.util.ArrayList;
import java.util.List;

import dev.kennel.gguf.LayerFacts;
import dev.kennel.gguf.LayerPart;
import dev.kennel.gguf.ModelFacts;

/// Which layer has which part, as a table: a row a part, a column a layer.
///
/// @param layers their numbers
record LayerGrid(List<Integer> layers, List<Row> rows) {

    /// @param cells whether each layer has the part
    record Row(String part, List<Boolean> cells) {

        public long count() {
            return cells.stream().filter(Boolean::booleanValue).count();
        }
    }

    /// Whether a layer's number stands above its column.
    public boolean marked(int layer) {
        return layer % 4 == 0;
    }

    static LayerGrid of(ModelFacts facts) {
        List<Row> rows = new ArrayList<>();
        for (LayerPart part : LayerPart.values()) {
            if (facts.layersWith(part) > 0) {
                rows.add(new Row(
                        words(part),
                        facts.layers().stream().map(layer -> layer.has(part)).toList()));
            }
        }
        return new LayerGrid(facts.layers().stream().map(LayerFacts::index).toList(), rows);
    }

    private static String words(LayerPart part) {
        return switch (part) {
            case ATTENTION -> "attention";
            case DELTA_NET -> "gated delta-net";
            case MAMBA -> "Mamba";
            case SHORT_CONVOLUTION -> "short convolution";
            case TIME_MIX -> "time mixing";
            case MOE -> "experts (MoE)";
            case DENSE_FFN -> "feed-forward, dense";
            case MTP -> "predicts further tokens";
        };
    }
}
