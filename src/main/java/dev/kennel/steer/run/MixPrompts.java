package dev.kennel.steer.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.kennel.llama.ChatMessage;
import dev.kennel.llama.LlamaException;
import dev.kennel.llama.Model;
import dev.kennel.steer.MixBeginTask;
import dev.kennel.steer.MixTurn;
import dev.kennel.worker.TaskFailure;

/// What both sides of a talk read before they answer: each its own earlier answers.
///
/// @param plain why it is read as plain text; absent where the model's chat template is used
record MixPrompts(int[] unsteered, int[] steered, Optional<String> plain) {

    /// @throws TaskFailure when there is nothing to read, or too much
    static MixPrompts of(Model model, List<MixTurn> earlier, String question) throws TaskFailure {
        MixPrompts prompts;
        try {
            prompts = new MixPrompts(
                    chat(model, earlier, MixTurn::unsteered, question),
                    chat(model, earlier, MixTurn::steered, question),
                    Optional.empty());
        } catch (LlamaException e) {
            prompts = new MixPrompts(
                    text(model, earlier, MixTurn::unsteered, question),
                    text(model, earlier, MixTurn::steered, question),
                    Optional.of(e.getMessage()));
        }
        prompts.check();
        return prompts;
    }

    private static int[] chat(Model model, List<MixTurn> earlier, Function<MixTurn, String> answer, String question) {
        List<ChatMessage> chat = new ArrayList<>();
        for (MixTurn turn : earlier) {
            chat.add(new ChatMessage("user", turn.question()));
            chat.add(new ChatMessage("assistant", answer.apply(turn)));
        }
        chat.add(new ChatMessage("user", question));
        return model.vocabulary().tokenize(model.promptOf(chat), true, true);
    }

    private static int[] text(Model model, List<MixTurn> earlier, Function<MixTurn, String> answer, String question) {
        String text = Stream.concat(
                        earlier.stream().flatMap(turn -> Stream.of(turn.question(), answer.apply(turn))),
                        Stream.of(question))
                .collect(Collectors.joining("\n"));
        return model.vocabulary().tokenize(text, true, false);
    }

    private void check() throws TaskFailure {
        if (steered.length == 0) {
            throw new TaskFailure("The question has no token in this model's vocabulary.");
        }
        if (longest() > MixBeginTask.LONGEST_QUESTION) {
            throw new TaskFailure(
                    "The question, with what was said before it, has %d tokens; at most %d are read. Ask anew."
                            .formatted(longest(), MixBeginTask.LONGEST_QUESTION));
        }
    }

    int longest() {
        return Math.max(unsteered.length, steered.length);
    }
}
