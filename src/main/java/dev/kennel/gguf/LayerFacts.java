package dev.kennel.gguf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One layer (block) of a model.
///
/// @param index N of `blk.N.`
public record LayerFacts(int index, Set<LayerPart> parts) {

    private static final Pattern TENSOR = Pattern.compile("blk\\.(\\d{1,9})\\.(.+)");

    public LayerFacts {
        parts = Collections.unmodifiableSet(parts.isEmpty() ? EnumSet.noneOf(LayerPart.class) : EnumSet.copyOf(parts));
    }

    public boolean has(LayerPart part) {
        return parts.contains(part);
    }

    /// The layer that a tensor belongs to, -1 when it belongs to none.
    public static int layerOf(String tensor) {
        Matcher name = TENSOR.matcher(tensor);
        return name.matches() ? Integer.parseInt(name.group(1)) : -1;
    }

    /// The layers that have tensors, in order.
    static List<LayerFacts> of(List<TensorInfo> tensors) {
        Map<Integer, Set<String>> names = new TreeMap<>();
        for (TensorInfo tensor : tensors) {
            Matcher name = TENSOR.matcher(tensor.name());
            if (name.matches()) {
                names.computeIfAbsent(Integer.parseInt(name.group(1)), _ -> new TreeSet<>())
                        .add(name.group(2));
            }
        }
        List<LayerFacts> layers = new ArrayList<>();
        names.forEach((index, own) -> layers.add(new LayerFacts(index, LayerPart.of(own))));
        return layers;
    }
}
