package dev.kennel.llama;

import java.lang.foreign.MemorySegment;

/// Sees what comes out of a model's blocks while a context decodes. Called by one thread.
public interface BlockObserver {

    /// Whether a block is to be shown.
    ///
    /// @param block from 0
    boolean wants(int block);

    /// @param block from 0
    /// @param values floats, token after token, `width` of each; valid during the call
    /// @param tokens that were computed at once; in the last block those only whose logits are asked for
    /// @param width numbers of each token: the length of the model's embedding
    void block(int block, MemorySegment values, int tokens, int width);
}
