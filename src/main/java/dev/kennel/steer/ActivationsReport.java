package dev.kennel.steer;

import java.util.List;

import dev.kennel.device.LlamaBuild;

/// What came out of a model's blocks, averaged over the tokens.
///
/// @param width numbers of each token
/// @param blocks in order
public record ActivationsReport(int tokens, int width, List<Block> blocks, LlamaBuild llama) {

    public ActivationsReport {
        blocks = List.copyOf(blocks);
    }

    /// What came out of a block.
    ///
    /// @param block from 0
    /// @param rms root of the mean square of all numbers
    /// @param meanNorm Euclidean length of the mean vector
    /// @param strongest the dimensions whose means are furthest from 0, the furthest first
    public record Block(int block, double rms, double meanNorm, List<Dimension> strongest) {

        public Block {
            strongest = List.copyOf(strongest);
        }
    }

    /// @param index from 0
    /// @param mean over the tokens
    /// @param deviation standard deviation over the tokens
    public record Dimension(int index, double mean, double deviation) {}
}
