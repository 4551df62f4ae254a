package dev.kennel.steer;

/// How the next token of an answer is chosen. Both answers draw the same random numbers, so that what differs is the
/// steering's, but for near ties: llama.cpp does not compute tokens in other company to the same bits.
///
/// @param temperature 0 takes the likeliest token each time
/// @param seed of the random numbers
public record MixSampling(double temperature, long seed) {

    /// Tokens with less than this share of the likeliest one's probability are never chosen (`--min-p` of llama.cpp).
    public static final double MIN_P = 0.05;
}
