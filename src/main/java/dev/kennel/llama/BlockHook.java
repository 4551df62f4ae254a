package dev.kennel.llama;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

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
        return node.isFloat() && block(node.name()).filter(observer::wants).isPresent();
    }

    @Override
    void show(GraphTensor node) {
        values = copy(node, values);
        observer.block(
                block(node.name()).orElseThrow(),
                values,
                Math.toIntExact(node.rows()),
                Math.toIntExact(node.extent(0)));
    }

    /// Empty for other tensors, and for views of those that are meant: `l_out-3 (view)`.
    private Optional<Integer> block(String name) {
        return name.startsWith(prefix)
                        && name.length() > prefix.length()
                        && name.chars().skip(prefix.length()).allMatch(Character::isDigit)
                ? Optional.of(Integer.valueOf(name.substring(prefix.length())))
                : Optional.empty();
    }
}
