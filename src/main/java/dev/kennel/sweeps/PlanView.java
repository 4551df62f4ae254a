package dev.kennel.sweeps;

import java.util.List;
import java.util.Optional;

import dev.kennel.quantize.RecipePlan;

/// A plan as pages and the API show it, before anything is paid for.
///
/// @param imatrix file name of the importance matrix it was planned with
/// @param notes what a person should know of every one of the quants
/// @param leftOut names of the ladder's recipes that are meant for models of other architectures
/// @param units that the quants consist of, each once
/// @param unitsStored of them in the store already
/// @param bytesNeeded on disk
/// @param bytesFree on disk, less the reserve
/// @param secondsEstimated from the rates of past sweeps on this machine; absent when there are none
public record PlanView(
        String model,
        Optional<String> imatrix,
        List<QuantView> quants,
        List<String> notes,
        List<String> leftOut,
        int units,
        int unitsStored,
        long bytesNeeded,
        long bytesFree,
        Optional<Long> secondsEstimated) {

    /// @param bytes of its file; absent when llama.cpp refuses to say, in its dry run
    /// @param bitsPerWeight likewise
    /// @param sameFile recipe of an earlier quant with the same bytes
    /// @param sameWeights recipe of an earlier quant with the same tensors, the label in the header apart
    /// @param bitsAsked bits a weight had no tensor fallen back, where that is far less than it gets
    /// @param needsImatrix whether it cannot be made without an importance matrix
    /// @param warnings those that are not true of every quant
    public record QuantView(
            String recipe,
            String use,
            boolean possible,
            Optional<Long> bytes,
            Optional<Double> bitsPerWeight,
            Optional<Double> bitsAsked,
            boolean needsImatrix,
            boolean usesImatrix,
            List<RecipePlan.Fallback> fallbacks,
            List<RecipePlan.Obstacle> obstacles,
            List<String> warnings,
            Optional<String> sameFile,
            Optional<String> sameWeights) {}
}
