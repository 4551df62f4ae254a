package dev.kennel.steer.run;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

import dev.kennel.device.run.Builds;
import dev.kennel.llama.BufferUse;
import dev.kennel.llama.Llama;
import dev.kennel.llama.Model;
import dev.kennel.steer.MixBeginTask;
import dev.kennel.steer.MixBegun;
import dev.kennel.steer.MixEndTask;
import dev.kennel.steer.MixEnded;
import dev.kennel.steer.MixLoadTask;
import dev.kennel.steer.MixLoaded;
import dev.kennel.steer.MixStep;
import dev.kennel.steer.MixStepTask;
import dev.kennel.worker.Task;
import dev.kennel.worker.TaskFailure;
import dev.kennel.worker.TaskRunner;
import dev.kennel.worker.run.OnLlama;

/// What the tasks of the mixer share: the file that stays loaded from one to the next.
final class MixRunners {

    private Optional<MixedModel> loaded = Optional.empty();

    Map<Class<? extends Task<?>>, TaskRunner<?, ?>> all() {
        return Map.of(
                MixLoadTask.class, new OnLlama<MixLoadTask, MixLoaded>(llama -> (task, _) -> load(llama, task)),
                MixBeginTask.class, new OnLlama<MixBeginTask, MixBegun>(_ -> (task, _) -> begin(task)),
                MixStepTask.class, new OnLlama<MixStepTask, MixStep>(_ -> (task, _) -> step(task)),
                MixEndTask.class, new OnLlama<MixEndTask, MixEnded>(_ -> (task, _) -> end(task)));
    }

    MixLoaded load(Llama llama, MixLoadTask task) throws IOException, TaskFailure {
        loaded.ifPresent(MixedModel::close);
        loaded = Optional.empty();
        Model model = llama.loadModel(task.shards(), task.device());
        try {
            loaded = Optional.of(MixedModel.of(model, task));
        } finally {
            if (loaded.isEmpty()) {
                model.close();
            }
        }
        return new MixLoaded(
                model.buffers().stream().mapToLong(BufferUse::bytes).sum(), Builds.of(llama, task.device()));
    }

    MixBegun begin(MixBeginTask task) throws TaskFailure {
        MixedModel mixed = requireLoaded();
        mixed.end(task.mix());
        MixPrompts prompts = MixPrompts.of(mixed.model(), task.earlier(), task.question());
        Mix mix = Mix.begin(mixed, prompts, task.strengths(), task.mostTokens(), task.sampling());
        mixed.keep(task.mix(), mix);
        return new MixBegun(
                prompts.steered().length,
                prompts.plain(),
                mix.isSteered() ? Optional.of(mix.moved()) : Optional.empty());
    }

    MixStep step(MixStepTask task) throws TaskFailure {
        return requireLoaded().require(task.mix()).step(task.strengths(), task.tokens());
    }

    MixEnded end(MixEndTask task) {
        return new MixEnded(loaded.map(mixed -> mixed.end(task.mix())).orElse(0));
    }

    private MixedModel requireLoaded() throws TaskFailure {
        return loaded.orElseThrow(() -> new TaskFailure("No file is loaded here."));
    }
}
