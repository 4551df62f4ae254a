package dev.kennel.mixer;

import java.util.Map;
import java.util.Optional;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What a person asks a file.
///
/// @param quant as [dev.kennel.catalog.QuantRef] writes it; the base when absent
/// @param question that both answers are given to
/// @param settings of the sliders by feature, −2 to 2: 1 is the base's effect at one unit; 0 where none is given
/// @param tokens of each answer at most, 300 when absent
/// @param temperature 0 to 2; the likeliest token each time when absent or 0
/// @param seed of the random numbers that both answers draw, 1 when absent
/// @param after number of the question that this one goes on from, with its answers; absent for a new talk
/// @param device as a job asks for it: `auto`, a name, `cpu`
@Schema(name = "MixRequest")
record MixRequest(
        Optional<String> quant,
        String question,
        Map<String, Double> settings,
        Optional<Integer> tokens,
        Optional<Double> temperature,
        Optional<Long> seed,
        Optional<Long> after,
        Optional<String> device) {

    MixRequest {
        settings = settings == null ? Map.of() : settings;
    }
}
