package dev.kennel.measure.run;

import java.io.IOException;
import java.util.Arrays;

import dev.kennel.llama.Llama;
import dev.kennel.llama.Model;
import dev.kennel.measure.CheckLogitsTask;
import dev.kennel.measure.EvaluationText;
import dev.kennel.measure.LogitsChecked;
import dev.kennel.measure.LogitsShape;
import dev.kennel.worker.Reporter;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.TaskRunner;

/// Looks whether stored probabilities fit a model.
final class CheckLogitsRunner implements TaskRunner<CheckLogitsTask, LogitsChecked> {

    private final Llama llama;

    CheckLogitsRunner(Llama llama) {
        this.llama = llama;
    }

    @Override
    public LogitsChecked run(CheckLogitsTask task, Reporter reporter) throws IOException, TaskFailure {
        try (Model model = llama.loadVocabulary(task.shards());
                LogitsFile file = LogitsFile.open(task.logits())) {
            requireVocabulary(model, file.shape());
            requireSense(file);
            if (task.text().isPresent()) {
                requireTokensOf(task.text().get(), model, file);
            }
            return new LogitsChecked(file.shape(), file.tokensSha256());
        } catch (LogitsFormatException e) {
            throw new TaskFailure(e.getMessage(), e);
        }
    }

    private static void requireVocabulary(Model model, LogitsShape shape) throws TaskFailure {
        int known = model.vocabulary().size();
        if (shape.vocabulary() != known) {
            throw new TaskFailure("It is of a vocabulary of %,d tokens, and the model's has %,d: it is another model's."
                    .formatted(shape.vocabulary(), known));
        }
    }

    private static void requireSense(LogitsFile file) throws TaskFailure {
        LogitsShape shape = file.shape();
        for (int chunk = 0; chunk < shape.chunks(); chunk++) {
            for (int token : file.tokens(chunk)) {
                if (token < 0 || token >= shape.vocabulary()) {
                    throw new TaskFailure("Token %d of chunk %d is not in its vocabulary of %d: the file is damaged."
                            .formatted(token, chunk, shape.vocabulary()));
                }
            }
            for (int scored = 0; scored < shape.scoredPerChunk(); scored++) {
                StoredProbabilities row = file.row(chunk, scored);
                if (!Float.isFinite(row.scale()) || !Float.isFinite(row.min())) {
                    throw new TaskFailure(
                            "The probabilities of token %d of chunk %d are no numbers: the file is damaged."
                                    .formatted(shape.firstScored() + scored, chunk));
                }
            }
        }
    }

    private static void requireTokensOf(EvaluationText text, Model model, LogitsFile file)
            throws IOException, TaskFailure {
        int[] tokens = TextTokens.of(model, text);
        int length = file.shape().contextLength();
        for (int chunk = 0; chunk < file.shape().chunks(); chunk++) {
            int from = chunk * length;
            int[] expected = from < tokens.length ? Arrays.copyOfRange(tokens, from, from + length) : new int[0];
            int differs = Arrays.mismatch(expected, file.tokens(chunk));
            if (differs >= 0) {
                throw new TaskFailure(
                        ("Its tokens are not those of the text: they differ from token %,d on, of %,d that"
                                        + " the text has. Name the text it was made from, or none.")
                                .formatted(from + differs, tokens.length));
            }
        }
    }
}
