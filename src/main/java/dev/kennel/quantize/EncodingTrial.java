package dev.kennel.quantize;

import java.util.List;

import dev.kennel.gguf.GgmlType;

/// What an [EncodingTrialTask] found.
///
/// @param right types whose bytes are llama.cpp's
/// @param wrong types whose bytes are others
public record EncodingTrial(List<GgmlType> right, List<GgmlType> wrong) {

    public EncodingTrial {
        right = List.copyOf(right);
        wrong = List.copyOf(wrong);
    }
}
