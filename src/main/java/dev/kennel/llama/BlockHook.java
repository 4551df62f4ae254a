package dev.kennel.llama;

import java.lang.foreign.MemorySegment;

/// Shows what comes out of blocks to a [BlockObserver].
final class BlockHook extends GraphHook {

    private final String prefix;
    private final BlockObserver observer;
    private MemorySegment values = MemorySegment.NULL;

    /// @param tensor name of the tensors that are shown, before the block's number: `l_out`
    BlockHook(GgmlBindings ggml, String tensor, BlockObserver observer) {
        super(ggml);
        this.prefix = tensor + "-";
        this.observer = observer;
    }

    @Override
    boolean isWanted(GraphTensor node) {
        return node.name().startsWith(prefix) && node.isFloat();
    }

    @Override
    void show(GraphTensor node) {
        values = copy(node, values);
        int block = Integer.parseInt(node.name().substring(prefix.length()));
        observer.block(block, values, Math.toIntExact(node.rows()), Math.toIntExact(node.extent(0)));
    }
}
