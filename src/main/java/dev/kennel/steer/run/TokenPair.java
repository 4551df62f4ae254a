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
record TokenPair(int probe, int[] prompt, int[] positive, int[] negative) {

    /// @param system prompt before the user's, if any
    /// @throws TaskFailure when an answer has no token
    static List<TokenPair> of(Model model, List<ProbePair> pairs, Optional<String> system) throws TaskFailure {
        List<TokenPair> tokens = new ArrayList<>();
        for (ProbePair pair : pairs) {
            tokens.add(new TokenPair(
                    pair.probe(),
                    prompt(model, system, pair.prompt()),
                    answer(model, pair.positive()),
                    answer(model, pair.negative())));
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
