package dev.kennel.measuring;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import dev.kennel.measurements.StoredText;
import dev.kennel.measuring.Imatrices.Named;
import dev.kennel.web.Format;

/// What the page of an importance matrix shows.
///
/// @param texts that it may have been computed from
record CoverageView(Named matrix, Coverage coverage, List<StoredText> texts) {

    /// Steps of the heat map's scale.
    private static final int STEPS = 5;

    /// The address of this page.
    public String address() {
        return CoveragePage.address(matrix.model(), matrix.companion().filename);
    }

    /// The address of what programs read.
    public String json() {
        return "/api/v1/models/" + matrix.model() + "/imatrices/" + Format.urlPath(matrix.companion().filename)
                + "/coverage";
    }

    /// What was said to be its text, where that is not here any more.
    public Optional<String> lostText() {
        return texts.stream().anyMatch(this::isText)
                ? Optional.empty()
                : Optional.ofNullable(matrix.companion().textName);
    }

    /// Whether somebody has to say which text it was computed from: Kennel did not.
    public boolean fromElsewhere() {
        return matrix.companion().textSha256 == null || matrix.companion().textStated;
    }

    public boolean isText(StoredText text) {
        return text.sha256.equals(matrix.companion().textSha256);
    }

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
