package dev.kennel.device;

import java.util.List;
import java.util.stream.IntStream;

/// What an [AnswerTask] was told.
///
/// @param text of the answer, without the prompt
/// @param tokens of the answer
/// @param logits after the prompt, one a token of the vocabulary
public record Answer(String text, List<Integer> tokens, List<Float> logits) {

    public Answer {
        tokens = List.copyOf(tokens);
        logits = List.copyOf(logits);
    }

    /// How far the logits are apart at most, of two answers of the same model to the same prompt.
    public double farthestLogit(Answer other) {
        return IntStream.range(0, logits.size())
                .mapToDouble(token -> Math.abs(logits.get(token) - other.logits.get(token)))
                .max()
                .orElse(0);
    }
}
