package dev.kennel.steer.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What blocks gave for the last tokens of conversations.
///
/// @param byBlock a row a conversation
record Activations(Map<Integer, float[][]> byBlock) {

    static Activations room(List<Integer> blocks, int conversations) {
        Map<Integer, float[][]> rows = new HashMap<>();
        blocks.forEach(block -> rows.put(block, new float[conversations][]));
        return new Activations(rows);
    }

    float[][] of(int block) {
        return byBlock.get(block);
    }
}
