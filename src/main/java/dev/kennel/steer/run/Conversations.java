package dev.kennel.steer.run;

import java.util.ArrayList;
import java.util.List;

import dev.kennel.feature.Feature.Contrast;
import dev.kennel.llama.ChatMessage;
import dev.kennel.llama.Model;
import dev.kennel.worker.TaskFailure;

/// The conversations of a contrast as tokens, up to where the model would answer.
///
/// @param positive those of the positive pole
/// @param negative those of the other one, in the same order of pairs
record Conversations(List<int[]> positive, List<int[]> negative) {

    /// Far above any system prompt with a question.
    private static final int LONGEST = 4096;

    /// Each system prompt of a pole is paired with the one at the same place of the other pole.
    ///
    /// @throws TaskFailure naming a conversation that is too long
    static Conversations of(Model model, Contrast contrast) throws TaskFailure {
        int systems = Math.min(contrast.positive().size(), contrast.negative().size());
        List<int[]> positive = new ArrayList<>();
        List<int[]> negative = new ArrayList<>();
        for (int system = 0; system < systems; system++) {
            for (String prompt : contrast.prompts()) {
                positive.add(tokens(model, contrast.positive().get(system), prompt));
                negative.add(tokens(model, contrast.negative().get(system), prompt));
            }
        }
        return new Conversations(positive, negative);
    }

    private static int[] tokens(Model model, String system, String prompt) throws TaskFailure {
        List<ChatMessage> chat = List.of(new ChatMessage("system", system), new ChatMessage("user", prompt));
        int[] tokens = model.vocabulary().tokenize(model.promptOf(chat), true, true);
        if (tokens.length > LONGEST) {
            throw new TaskFailure("The prompt '%s' has %d tokens with its system prompt; at most %d are read."
                    .formatted(prompt, tokens.length, LONGEST));
        }
        return tokens;
    }

    int pairs() {
        return positive.size();
    }

    int longest() {
        int longest = 0;
        for (List<int[]> pole : List.of(positive, negative)) {
            longest = Math.max(
                    longest,
                    pole.stream().mapToInt(tokens -> tokens.length).max().orElse(0));
        }
        return longest;
    }

    long tokens() {
        return positive.stream().mapToLong(tokens -> tokens.length).sum()
                + negative.stream().mapToLong(tokens -> tokens.length).sum();
    }
}
