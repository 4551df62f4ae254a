package dev.kennel.measure.run;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.kennel.Fixtures;
import dev.kennel.llama.PackagedLlama;
import dev.kennel.measure.ModelRuntime;
import dev.kennel.measure.Trial;
import dev.kennel.measure.Trial.Outcome;
import dev.kennel.measure.TrialSettings;
import dev.kennel.measure.TryTask;

import static org.assertj.core.api.Assertions.assertThat;

class TryLlamaRunnerTest {

    @Test
    void aModelGoesOnFromThePrompt() {
        Trial trial = attempt(Fixtures.NEMOTRON_MOE);

        assertThat(trial.outcome()).isEqualTo(Outcome.RUNS);
        assertThat(trial.text()).isNotBlank();
        assertThat(trial.loadSeconds()).isPositive();
        assertThat(trial.writeSeconds()).isPositive();
    }

    @Test
    void whatIsNoModelIsRefusedWithTheReason() {
        Trial trial = attempt(Path.of("pom.xml"));

        assertThat(trial.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(trial.reason()).contains("invalid magic");
        assertThat(trial.llama().version()).startsWith("0.5.");
    }

    private static Trial attempt(Path file) {
        var task = new TryTask(List.of(file), TrialSettings.usual(ModelRuntime.LLAMA_CPP, 2), Path.of("."));
        return new TryLlamaRunner(PackagedLlama.get()).run(task, new SilentReporter());
    }
}
