package dev.kennel.steer.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.kennel.llama.Context;
import dev.kennel.llama.Model;
import dev.kennel.llama.TokenBatch;

/// What a file says of the next token at places of texts that have nothing to do with a feature, unsteered: what
/// steering does to it is damage.
final class BenignText {

    /// Tokens of a text that are read.
    private static final int LONGEST = 256;

    /// Places in all: what is said there is kept, 78 MB in a vocabulary of 152,000, and once more for what the
    /// steered file says.
    private static final int MOST_PLACES = 128;

    /// Where what the steered file says is no number: more nats than any divergence has, and one that JSON can hold.
    private static final double WRECKED = 1e9;

    private final Context context;
    private final TokenBatch batch;
    private final int together;
    private final List<int[]> texts;
    private final int stride;
    private final List<NextToken> unsteered;

    /// @param context unsteered now
    /// @param together texts that are read side by side
    BenignText(Context context, TokenBatch batch, int together, List<int[]> texts) {
        this.context = context;
        this.batch = batch;
        this.together = together;
        this.texts = texts;
        int tokens = texts.stream().mapToInt(text -> text.length).sum();
        this.stride = Math.max(1, Math.ceilDiv(tokens, MOST_PLACES));
        this.unsteered = read();
    }

    static List<int[]> tokens(Model model, List<String> texts) {
        return texts.stream()
                .map(text -> model.vocabulary().tokenize(text, true, false))
                .map(tokens -> Arrays.copyOf(tokens, Math.min(tokens.length, LONGEST)))
                .toList();
    }

    /// Mean divergence from the unsteered file, in nats, with whatever the context is steered by.
    double damage() {
        List<NextToken> steered = read();
        double sum = 0;
        for (int i = 0; i < unsteered.size(); i++) {
            sum += unsteered.get(i).divergence(steered.get(i));
        }
        return Double.isFinite(sum) ? Math.max(0, sum / unsteered.size()) : WRECKED;
    }

    private List<NextToken> read() {
        List<NextToken> said = new ArrayList<>();
        int place = 0;
        for (int from = 0; from < texts.size(); from += together) {
            batch.clear();
            List<Integer> wanted = new ArrayList<>();
            for (int i = from; i < Math.min(from + together, texts.size()); i++) {
                int[] text = texts.get(i);
                for (int position = 0; position < text.length; position++) {
                    boolean asked = place++ % stride == stride - 1;
                    int index = batch.add(text[position], position, i - from, asked);
                    if (asked) {
                        wanted.add(index);
                    }
                }
            }
            context.clear();
            context.decode(batch);
            wanted.forEach(index -> said.add(new NextToken(context.logits(index))));
        }
        return said;
    }
}
