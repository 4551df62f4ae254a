package dev.kennel.measuring;

import java.util.List;
import java.util.stream.IntStream;

import dev.kennel.measuring.Imatrices.Named;

/// What the page of an importance matrix shows.
record CoverageView(Named matrix, Coverage coverage) {

    /// Steps of the heat map's scale.
    private static final int STEPS = 5;

    /// The numbers of the experts, for the head of the map.
    public List<Integer> experts() {
        int most = coverage.layers().stream()
                .mapToInt(layer -> layer.tokens().size())
                .max()
                .orElse(0);
        return IntStream.range(0, most).boxed().toList();
    }

    /// How dark an expert's cell is, 1 to 5 by its share of the layer's busiest; 0 for one that saw nothing.
    public int shade(Coverage.Layer layer, long tokens) {
        long most = layer.tokens().stream().mapToLong(Long::longValue).max().orElse(0);
        return tokens == 0 ? 0 : Math.max(1, (int) Math.ceil((double) STEPS * tokens / most));
    }
}
