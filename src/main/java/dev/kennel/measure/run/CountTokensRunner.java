package dev.kennel.measure.run;

import java.io.IOException;

import dev.kennel.llama.Llama;
import dev.kennel.llama.Model;
import dev.kennel.measure.CountTokensTask;
import dev.kennel.measure.TokensCounted;
import dev.kennel.worker.Reporter;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.TaskRunner;

/// Counts tokens.
final class CountTokensRunner implements TaskRunner<CountTokensTask, TokensCounted> {

    private final Llama llama;

    CountTokensRunner(Llama llama) {
        this.llama = llama;
    }

    @Override
    public TokensCounted run(CountTokensTask task, Reporter reporter) throws IOException, TaskFailure {
        try (Model model = llama.loadVocabulary(task.shards())) {
            int tokens = TextTokens.of(model, task.text()).length;
            return new TokensCounted(tokens, model.vocabulary().size());
        }
    }
}
