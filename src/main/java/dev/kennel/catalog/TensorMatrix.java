package dev.kennel.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.kennel.gguf.GgmlType;
import dev.kennel.gguf.LayerFacts;

/// Which tensor of a quant has which type, by layer and role. Vectors (norms, biases) are left out: they are never
/// quantized.
///
/// @param layers the columns
/// @param rows the roles that matrices have, attention first, feed-forward last
/// @param outside matrices that belong to no layer, in file order
/// @param vectors how many tensors are left out
record TensorMatrix(List<Integer> layers, List<Row> rows, List<Cell> outside, int vectors) {

    /// @param tensor its name
    record Cell(String tensor, GgmlType type) {

        /// The digits in the cell: the bits of the type, rounded down.
        public long bits() {
            return (long) type.bitsPerWeight();
        }
    }

    /// @param cells one for each layer, empty where the layer has no such tensor
    /// @param first whether a group of roles begins with it
    record Row(String role, List<Optional<Cell>> cells, boolean first) {

        /// "q5_K ×20, q4_K ×20".
        public String summary() {
            Map<GgmlType, Long> counts = cells.stream()
                    .flatMap(Optional::stream)
                    .collect(Collectors.groupingBy(Cell::type, LinkedHashMap::new, Collectors.counting()));
            return counts.entrySet().stream()
                    .sorted(Map.Entry.<GgmlType, Long>comparingByValue().reversed())
                    .map(entry -> entry.getKey().ggmlName() + " ×" + entry.getValue())
                    .collect(Collectors.joining(", "));
        }
    }

    static TensorMatrix of(List<ArtifactTensor> tensors) {
        var layers = new TreeSet<Integer>();
        var roles = new LinkedHashMap<String, Map<Integer, Cell>>();
        var outside = new ArrayList<Cell>();
        int vectors = 0;
        for (ArtifactTensor tensor : tensors) {
            if (tensor.shape.size() < 2) {
                vectors++;
                continue;
            }
            var cell = new Cell(tensor.name, tensor.type);
            int layer = LayerFacts.layerOf(tensor.name);
            if (layer < 0) {
                outside.add(cell);
            } else {
                layers.add(layer);
                roles.computeIfAbsent(role(tensor.name), _ -> new TreeMap<>()).put(layer, cell);
            }
        }
        return new TensorMatrix(List.copyOf(layers), rows(roles, List.copyOf(layers)), List.copyOf(outside), vectors);
    }

    /// The types that occur, most bits first.
    public List<Cell> legend() {
        Map<GgmlType, Cell> types = new TreeMap<>(
                Comparator.comparingDouble(GgmlType::bitsPerWeight).thenComparing(GgmlType::ordinal));
        for (Row row : rows) {
            row.cells().stream().flatMap(Optional::stream).forEach(cell -> types.putIfAbsent(cell.type(), cell));
        }
        outside.forEach(cell -> types.putIfAbsent(cell.type(), cell));
        return List.copyOf(types.values());
    }

    /// Whether a layer's number stands above its column.
    public boolean marked(int layer) {
        return layer % 4 == 0 || layer == layers.getLast();
    }

    /// "token_embd and output are q8_0", or each with its own type.
    public String outsideInWords() {
        return outside.stream()
                .map(cell -> cell.tensor().replaceFirst("\\.weight$", "") + " "
                        + cell.type().ggmlName())
                .collect(Collectors.joining(", "));
    }

    private static List<Row> rows(Map<String, Map<Integer, Cell>> roles, List<Integer> layers) {
        List<String> sorted = roles.keySet().stream()
                .sorted(Comparator.comparingInt(TensorMatrix::group))
                .toList();
        List<Row> rows = new ArrayList<>();
        int previous = sorted.isEmpty() ? 0 : group(sorted.getFirst());
        for (String role : sorted) {
            Map<Integer, Cell> cells = roles.get(role);
            rows.add(new Row(
                    role,
                    layers.stream()
                            .map(layer -> Optional.ofNullable(cells.get(layer)))
                            .toList(),
                    group(role) != previous));
            previous = group(role);
        }
        return rows;
    }

    private static int group(String role) {
        if (role.startsWith("attn")) {
            return 0;
        }
        return role.startsWith("ffn") ? 2 : 1;
    }

    private static String role(String tensor) {
        return tensor.replaceFirst("^blk\\.\\d+\\.", "").replaceFirst("\\.weight$", "");
    }
}
