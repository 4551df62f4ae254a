package dev.kennel.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A folder that cards are written into: what is in it, and what it is to be called.
///
/// @param name of the repository that the folder is to become at a hub
/// @param files names of the quants' files in the folder, the first to be loaded, by the quants' ids
public record CardFolder(RepositoryName name, Map<Long, List<String>> files) {

    public static final String README = "README.md";
    public static final String CHART = "chart.svg";

    /// Where a quant's card belongs.
    public static String card(Quant quant) {
        return "quants/" + quant.name + ".md";
    }

    /// Where the statement of a quant's provenance belongs.
    public static String provenance(Quant quant) {
        return "provenance/" + quant.name + ".intoto.json";
    }

    /// Where a measurement belongs, as JSON.
    public static String measurement(long id) {
        return "measurements/" + id + ".json";
    }

    Optional<List<String>> files(Quant quant) {
        return Optional.ofNullable(files.get(quant.id));
    }

    boolean has(Quant quant) {
        return files.containsKey(quant.id);
    }
}
