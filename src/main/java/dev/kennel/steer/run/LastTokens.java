package dev.kennel.steer.run;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.kennel.llama.BlockObserver;
import dev.kennel.llama.LlamaException;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

/// What blocks give for the last token of the conversation that is being read.
final class LastTokens implements BlockObserver {

    private final Map<Integer, float[]> values = new TreeMap<>();
    private final List<Integer> wanted;

    /// @param wanted blocks
    LastTokens(List<Integer> wanted) {
        this.wanted = wanted;
    }

    @Override
    public boolean wants(int block) {
        return wanted.contains(block);
    }

    /// Each part of a conversation overwrites what the one before it left.
    @Override
    public void block(int block, MemorySegment floats, int tokens, int width) {
        var last = new float[width];
        MemorySegment.copy(floats, JAVA_FLOAT, (long) (tokens - 1) * width * Float.BYTES, last, 0, width);
        values.put(block, last);
    }

    /// @throws LlamaException when the model did not show the block
    float[] of(int block) {
        float[] last = values.get(block);
        if (last == null) {
            throw new LlamaException("llama.cpp does not show what block " + block
                    + " of this model gives; its architecture cannot be steered yet.");
        }
        return last;
    }

    void forget() {
        values.clear();
    }
}
