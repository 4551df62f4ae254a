package dev.kennel.measure.run;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import dev.kennel.llama.Model;
import dev.kennel.measure.EvaluationSettings;
import dev.kennel.measure.EvaluationText;
import dev.kennel.measure.LogitsShape;
import dev.kennel.worker.TaskFailure;

/// Turns texts into tokens.
final class TextTokens {

    private TextTokens() {}

    static int[] of(Model model, EvaluationText text) throws IOException, TaskFailure {
        return switch (text.kind()) {
            case PLAIN -> model.vocabulary().tokenize(read(text), true, false);
            case CHAT -> model.vocabulary().tokenize(ChatText.rendered(model, read(text)), true, true);
        };
    }

    private static String read(EvaluationText text) throws IOException, TaskFailure {
        try {
            return Files.readString(text.file());
        } catch (MalformedInputException e) {
            throw new TaskFailure("The text " + text.file() + " is not UTF-8. Convert it.", e);
        }
    }

    static List<int[]> chunks(int[] tokens, LogitsShape shape) {
        int length = shape.contextLength();
        return IntStream.range(0, shape.chunks())
                .mapToObj(chunk -> Arrays.copyOfRange(tokens, chunk * length, (chunk + 1) * length))
                .toList();
    }

    /// The chunks that a text of so many tokens has.
    static LogitsShape shape(EvaluationSettings settings, int vocabulary, int tokens) throws TaskFailure {
        int full = tokens / settings.contextLength();
        if (full == 0) {
            throw new TaskFailure("The text has " + tokens + " tokens and a chunk takes " + settings.contextLength()
                    + ". Choose a longer text or a shorter context.");
        }
        int chunks = settings.chunks().map(most -> Math.min(most, full)).orElse(full);
        return new LogitsShape(settings.contextLength(), vocabulary, chunks);
    }
}
