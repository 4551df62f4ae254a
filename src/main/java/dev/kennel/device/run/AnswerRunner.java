package dev.kennel.device.run;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import dev.kennel.device.Answer;
import dev.kennel.device.AnswerTask;
import dev.kennel.llama.Context;
import dev.kennel.llama.Llama;
import dev.kennel.llama.Model;
import dev.kennel.llama.Vocabulary;
import dev.kennel.worker.Reporter;
import dev.kennel.worker.TaskRunner;

/// Continues texts.
final class AnswerRunner implements TaskRunner<AnswerTask, Answer> {

    private final Llama llama;

    AnswerRunner(Llama llama) {
        this.llama = llama;
    }

    @Override
    public Answer run(AnswerTask task, Reporter reporter) {
        try (Model model = llama.loadModel(task.shards(), task.device())) {
            Vocabulary vocabulary = model.vocabulary();
            int[] prompt = vocabulary.tokenize(task.prompt(), true, false);
            try (Context context = model.newContext(prompt.length + task.tokens(), task.threads())) {
                List<Float> logits = boxed(context.decode(prompt));
                context.clear();
                List<Integer> tokens = context.continueGreedily(prompt, task.tokens());
                String text = tokens.stream()
                        .map(token -> vocabulary.piece(token, false))
                        .collect(Collectors.joining());
                return new Answer(text, tokens, logits);
            }
        }
    }

    private static List<Float> boxed(float[] logits) {
        var boxed = new ArrayList<Float>(logits.length);
        for (float logit : logits) {
            boxed.add(logit);
        }
        return boxed;
    }
}
