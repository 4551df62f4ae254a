package dev.kennel.steer.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.kennel.llama.ChatMessage;
import dev.kennel.llama.Model;
import dev.kennel.steer.ProbePair;
import dev.kennel.worker.TaskFailure;

/// A prompt with two answers as tokens.
///
/// @param probe its number
/// @param prompt up to where the model answers
/// @param positive the answer at the positive pole
/// @param negative the other one
record TokenPair(int probe, int[] prompt, int[] positive, int[] negative) {

    /// Far above any probe with a system prompt.
    private static final int LONGEST = 2048;

    /// @param system prompt before the user's, if any
    /// @throws TaskFailure when an answer has no token, or a probe is too long
    static List<TokenPair> of(Model model, List<ProbePair> pairs, Optional<String> system) throws TaskFailure {
        List<TokenPair> tokens = new ArrayList<>();
        for (ProbePair pair : pairs) {
            var read = new TokenPair(
                    pair.probe(),
                    prompt(model, system, pair.prompt()),
                    answer(model, pair.positive()),
                    answer(model, pair.negative()));
            if (read.length() > LONGEST) {
                throw new TaskFailure("The probe '%s' has %d tokens with its answers; at most %d are read."
                        .formatted(pair.prompt(), read.length(), LONGEST));
            }
            tokens.add(read);
        }
        return tokens;
    }

    static int[] prompt(Model model, Optional<String> system, String user) {
        List<ChatMessage> chat = new ArrayList<>();
        system.ifPresent(text -> chat.add(new ChatMessage("system", text)));
        chat.add(new ChatMessage("user", user));
        return model.vocabulary().tokenize(model.promptOf(chat), true, true);
    }

    private static int[] answer(Model model, String text) throws TaskFailure {
        int[] tokens = model.vocabulary().tokenize(text, false, false);
        if (tokens.length == 0) {
            throw new TaskFailure("The answer '" + text + "' has no token in this model's vocabulary.");
        }
        return tokens;
    }

    /// Tokens that a context holds of it: the prompt once, both answers.
    int length() {
        return prompt.length + positive.length + negative.length;
    }
}
