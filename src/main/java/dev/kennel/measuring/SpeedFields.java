package dev.kennel.measuring;

import java.util.Optional;

import org.jboss.resteasy.reactive.RestForm;

import dev.kennel.measure.SpeedSettings;
import dev.kennel.measuring.MeasureRequest.SpeedRequest;

/// How a form asks for speed. A field that is left empty is llama-bench's default.
public class SpeedFields {

    /// Anything when speed is wanted.
    @RestForm
    Optional<String> speed;

    @RestForm
    Optional<String> prompt;

    @RestForm
    Optional<String> generation;

    @RestForm
    Optional<String> depth;

    @RestForm
    Optional<String> repetitions;

    /// Wanted, as llama-bench does it.
    static SpeedFields usual() {
        var fields = new SpeedFields();
        fields.speed = Optional.of("yes");
        fields.prompt = Optional.empty();
        fields.generation = Optional.empty();
        fields.depth = Optional.empty();
        fields.repetitions = Optional.empty();
        return fields;
    }

    /// @throws dev.kennel.web.ProblemException when a number is none
    Optional<SpeedRequest> request() {
        return speed.map(_ -> new SpeedRequest(
                FormNumber.of("prompt", prompt),
                FormNumber.of("generation", generation),
                FormNumber.of("depth", depth),
                FormNumber.of("repetitions", repetitions)));
    }

    public boolean isWanted() {
        return speed.isPresent();
    }

    public int mostRepetitions() {
        return SpeedSettings.MOST_REPETITIONS;
    }

    public String promptOrUsual() {
        return prompt.orElse(String.valueOf(SpeedSettings.DEFAULT_PROMPT));
    }

    public String generationOrUsual() {
        return generation.orElse(String.valueOf(SpeedSettings.DEFAULT_GENERATION));
    }

    public String depthOrUsual() {
        return depth.orElse("0");
    }

    public String repetitionsOrUsual() {
        return repetitions.orElse(String.valueOf(SpeedSettings.DEFAULT_REPETITIONS));
    }
}
