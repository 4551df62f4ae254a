package dev.kennel.catalog;

import java.util.List;
import java.util.Optional;

import dev.kennel.measurements.Portability;
import dev.kennel.measurements.QualityFigures;

/// Rows of quants of which only name, size and closeness are known.
final class QuantRows {

    private QuantRows() {}

    static QuantRow of(String name, long bytes, Optional<QualityFigures> quality) {
        var quant = new Quant();
        quant.name = name;
        quant.artifact = new Artifact();
        quant.artifact.bytes = bytes;
        return new QuantRow(
                quant,
                List.of(),
                Optional.empty(),
                1,
                false,
                quality,
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                Portability.UNKNOWN,
                Optional.empty());
    }
}
