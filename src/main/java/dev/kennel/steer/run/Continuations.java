package dev.kennel.steer.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.kennel.llama.Context;
import dev.kennel.llama.TokenBatch;
import dev.kennel.llama.Vocabulary;

/// Lets a file answer prompts, with the likeliest token each time.
final class Continuations {

    private static final int LENGTH = 32;
    private static final int PROMPTS = 40;
    private static final int GRAM = 3;

    private final Context context;
    private final TokenBatch batch;
    private final Vocabulary vocabulary;

    Continuations(Context context, TokenBatch batch, Vocabulary vocabulary) {
        this.context = context;
        this.batch = batch;
        this.vocabulary = vocabulary;
    }

    static int length() {
        return LENGTH;
    }

    /// Of the pairs' prompts, each once, those that are continued.
    static List<int[]> prompts(FeatureTokens feature) {
        Map<String, int[]> prompts = new LinkedHashMap<>();
        for (int i = 0; i < feature.plain().size(); i++) {
            prompts.putIfAbsent(feature.prompts().get(i), feature.plain().get(i).prompt());
        }
        return prompts.values().stream().limit(PROMPTS).toList();
    }

    /// An answer a prompt, with whatever the context is steered by.
    ///
    /// @param together prompts that are continued side by side: as many as the context has sequences
    List<List<Integer>> of(List<int[]> prompts, int together) {
        List<List<Integer>> answers = new ArrayList<>();
        for (int from = 0; from < prompts.size(); from += together) {
            answers.addAll(of(prompts.subList(from, Math.min(from + together, prompts.size()))));
        }
        return answers;
    }

    private List<List<Integer>> of(List<int[]> prompts) {
        context.clear();
        batch.clear();
        int[] asked = new int[prompts.size()];
        List<List<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            int[] prompt = prompts.get(i);
            for (int position = 0; position < prompt.length; position++) {
                asked[i] = batch.add(prompt[position], position, i, position == prompt.length - 1);
            }
            answers.add(new ArrayList<>());
        }
        Set<Integer> going = new HashSet<>();
        for (int i = 0; i < prompts.size(); i++) {
            going.add(i);
        }
        for (int step = 0; step < LENGTH && !going.isEmpty(); step++) {
            context.decode(batch);
            goOn(prompts, answers, going, asked);
        }
        return answers;
    }

    private void goOn(List<int[]> prompts, List<List<Integer>> answers, Set<Integer> going, int[] asked) {
        int[] next = new int[prompts.size()];
        for (int i : going) {
            next[i] = new NextToken(context.logits(asked[i])).likeliest();
        }
        going.removeIf(i -> vocabulary.isEndOfGeneration(next[i]));
        batch.clear();
        for (int i : going) {
            asked[i] = batch.add(next[i], prompts.get(i).length + answers.get(i).size(), i, true);
            answers.get(i).add(next[i]);
        }
    }

    /// Share of the answers that run in circles: most of their runs of three tokens were there before.
    static double incoherent(List<List<Integer>> answers) {
        return (double) answers.stream().filter(Continuations::runsInCircles).count() / answers.size();
    }

    private static boolean runsInCircles(List<Integer> tokens) {
        Set<List<Integer>> different = new HashSet<>();
        int runs = tokens.size() - GRAM + 1;
        for (int i = 0; i < runs; i++) {
            different.add(List.copyOf(tokens.subList(i, i + GRAM)));
        }
        return runs > 1 && 2 * different.size() < runs;
    }
}
