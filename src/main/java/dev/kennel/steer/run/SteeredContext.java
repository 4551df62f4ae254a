package dev.kennel.steer.run;

import java.util.SortedMap;

import dev.kennel.llama.Context;

/// A context whose blocks a vector is added to.
///
/// What was read before a change stays as it was, so that it is forgotten with each but [#change].
final class SteeredContext {

    private final Context context;
    private final int blocks;

    /// @param blocks that the model has
    SteeredContext(Context context, int blocks) {
        this.context = context;
        this.blocks = blocks;
    }

    Context context() {
        return context;
    }

    /// @param directions by block, all of the same length
    /// @param strength that they are multiplied with
    void steer(SortedMap<Integer, float[]> directions, double strength) {
        int width = directions.firstEntry().getValue().length;
        context.clear();
        context.steer(allBlocks(directions, strength, width), width);
    }

    /// Steers by these from here on; what was read before stays as it was, on purpose.
    ///
    /// @param directions by block, all of the same length; none for a context that is not steered
    void change(SortedMap<Integer, float[]> directions) {
        if (directions.isEmpty()) {
            context.steerNoMore();
        } else {
            int width = directions.firstEntry().getValue().length;
            context.steer(allBlocks(directions, 1, width), width);
        }
    }

    void steerNoMore() {
        context.clear();
        context.steerNoMore();
    }

    /// llama.cpp leaves the blocks that it is told nothing of as they were: all but the first are told something.
    private float[] allBlocks(SortedMap<Integer, float[]> directions, double strength, int width) {
        var all = new float[Math.multiplyExact(blocks - 1, width)];
        directions.forEach((block, direction) -> {
            for (int i = 0; i < width; i++) {
                all[(block - 1) * width + i] = (float) (strength * direction[i]);
            }
        });
        return all;
    }
}
