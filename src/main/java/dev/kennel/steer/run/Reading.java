package dev.kennel.steer.run;

import java.util.List;

import dev.kennel.llama.Context;
import dev.kennel.llama.LlamaException;
import dev.kennel.steer.ConversationsRead;
import dev.kennel.worker.Reporter;

/// Reads conversations, one after the other: tokens of several at once would come out of the blocks in another order.
final class Reading {

    private final Context context;
    private final LastTokens observer;
    private final List<Integer> blocks;
    private final Reporter reporter;
    private final int all;
    private int done;

    /// @param pairs of conversations that will be read
    Reading(Context context, LastTokens observer, List<Integer> blocks, Reporter reporter, int pairs) {
        this.context = context;
        this.observer = observer;
        this.blocks = blocks;
        this.reporter = reporter;
        this.all = 2 * pairs;
    }

    Activations of(List<int[]> conversations) {
        Activations activations = Activations.room(blocks, conversations.size());
        for (int i = 0; i < conversations.size(); i++) {
            context.clear();
            observer.forget();
            context.read(conversations.get(i));
            for (int block : blocks) {
                activations.of(block)[i] = finite(block, observer.of(block));
            }
            reporter.progress(new ConversationsRead(++done, all));
        }
        return activations;
    }

    private static float[] finite(int block, float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new LlamaException(
                        "What block " + block + " gives is not finite: the model is damaged. Import it again.");
            }
        }
        return values;
    }
}
