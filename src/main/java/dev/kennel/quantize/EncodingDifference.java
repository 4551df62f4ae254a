package dev.kennel.quantize;

/// How a given encoding of a tensor differs from one that was made.
///
/// @param differingBytes of all `bytes`
/// @param differingBlocks of all `blocks`; a block is what a type encodes together, 256 weights say
/// @param notFinite weights that one of the encodings gives as NaN or infinite; the errors leave them out
/// @param givenError root mean square of given less source, over all weights
/// @param madeError root mean square of made less source
/// @param error root mean square of given less made
/// @param largest of all absolute differences between given and made
public record EncodingDifference(
        long bytes,
        long differingBytes,
        long blocks,
        long differingBlocks,
        long notFinite,
        double givenError,
        double madeError,
        double error,
        double largest) {

    /// Of the bytes, from 0 to 1.
    public double differingShare() {
        return (double) differingBytes / bytes;
    }
}
