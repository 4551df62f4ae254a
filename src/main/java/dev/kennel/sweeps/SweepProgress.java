package dev.kennel.sweeps;

import java.util.List;

import dev.kennel.gguf.GgmlType;

/// How far a sweep is.
///
/// @param bytesToWrite of units that are still to be made
/// @param bytesFree on the store's disk, less the reserve
/// @param encoders in the order of the types
/// @param device what it was to be encoded on: `auto`, `cpu`, or the name of an encoding device
/// @param encodedOn the same in words, with what has encoded in truth
public record SweepProgress(
        int unitsReused,
        int unitsEncoded,
        int unitsToGo,
        int quantsMade,
        long bytesReused,
        long bytesEncoded,
        long bytesToWrite,
        long bytesFree,
        SweepRate rate,
        List<QuantProgress> quants,
        List<TypeProgress> encoders,
        String device,
        String encodedOn) {

    public int units() {
        return unitsReused + unitsEncoded + unitsToGo;
    }

    /// @param reused percent of its units that were in the store
    /// @param encoded percent that this job made
    /// @param made whether it is in the catalog
    /// @param address of its page, once made and not deleted since
    public record QuantProgress(
            String recipe, int reused, int encoded, boolean made, long predictedBytes, String address) {

        public int done() {
            return reused + encoded;
        }
    }

    /// @param encoder which implementation this job used, or empty while it encoded none
    /// @param earlierEncoder which made the units that were in the store, or empty where there are none
    /// @param rate million weights a second and thread, 0 while none is encoded
    public record TypeProgress(
            GgmlType type, String encoder, String earlierEncoder, int reused, int encoded, int toGo, double rate) {}
}
