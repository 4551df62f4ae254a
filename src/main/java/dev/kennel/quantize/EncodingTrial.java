package dev.kennel.quantize;

import java.util.List;

import dev.kennel.gguf.GgmlType;

/// What an [EncodingTrialTask] found.
///
/// @param right types whose bytes are llama.cpp's
/// @param wrong types whose bytes are others
/// @param widened types of sources that are widened as llama.cpp does it
/// @param wronglyWidened types of sources that are not
public record EncodingTrial(
        List<GgmlType> right, List<GgmlType> wrong, List<GgmlType> widened, List<GgmlType> wronglyWidened) {

    public EncodingTrial {
        right = List.copyOf(right);
        wrong = List.copyOf(wrong);
        widened = List.copyOf(widened);
        wronglyWidened = List.copyOf(wronglyWidened);
    }
}
