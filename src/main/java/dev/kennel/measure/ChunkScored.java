package dev.kennel.measure;

/// Step of an evaluation: a chunk is read and scored.
///
/// @param done chunks so far
/// @param chunks in all
/// @param perplexity of what was read so far
/// @param kld mean divergence so far, in nats; 0 for the base
public record ChunkScored(int done, int chunks, double perplexity, double kld) {}
