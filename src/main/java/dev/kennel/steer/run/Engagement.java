package dev.kennel.steer.run;

import java.util.SortedMap;

import dev.kennel.llama.Context;
import dev.kennel.worker.TaskFailure;

/// Proves that a control vector acts: llama.cpp adds one that does not fit without a word.
final class Engagement {

    private Engagement() {}

    /// The largest change of a logit after a conversation, read in the same batches with the vector and without.
    ///
    /// @param blocks that the model has
    /// @throws TaskFailure when nothing changes
    static double of(Context context, int[] conversation, SortedMap<Integer, float[]> directions, int blocks)
            throws TaskFailure {
        context.clear();
        float[] without = context.decode(conversation);
        int width = directions.firstEntry().getValue().length;
        context.steer(allBlocks(directions, blocks, width), width);
        try {
            context.clear();
            double change = largestChange(without, context.decode(conversation));
            if (!(change > 0)) {
                throw new TaskFailure("The vector changes nothing in what the model says: its poles give the same, or"
                        + " this architecture cannot be steered.");
            }
            return change;
        } finally {
            context.steerNoMore();
        }
    }

    /// Of all blocks but the first, zeros where there is none.
    private static float[] allBlocks(SortedMap<Integer, float[]> directions, int blocks, int width) {
        var all = new float[Math.multiplyExact(blocks - 1, width)];
        directions.forEach((block, direction) -> System.arraycopy(direction, 0, all, (block - 1) * width, width));
        return all;
    }

    private static double largestChange(float[] without, float[] with) {
        double largest = 0;
        for (int i = 0; i < without.length; i++) {
            double change = Math.abs(with[i] - without[i]);
            if (!(change <= largest)) {
                largest = change;
            }
        }
        return largest;
    }
}
