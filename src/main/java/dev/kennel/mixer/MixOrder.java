package dev.kennel.mixer;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.kennel.steer.MixSampling;
import dev.kennel.steer.MixTurn;
import dev.kennel.web.Problem;

/// A [MixRequest], checked.
///
/// @param earlier questions of the same talk
/// @param settings by feature, those that are not 0
/// @param tokens of each answer at most
record MixOrder(
        List<MixTurn> earlier, String question, Map<String, Double> settings, int tokens, MixSampling sampling) {

    static final int USUAL_TOKENS = 300;
    static final int MOST_TOKENS = 2048;
    static final double HOTTEST = 2;

    private static final int LONGEST_QUESTION = 20_000;

    MixOrder {
        earlier = List.copyOf(earlier);
        settings = Map.copyOf(settings);
    }

    /// @param earlier questions of the same talk
    /// @throws dev.kennel.web.ProblemException naming what is wrong with it
    static MixOrder of(MixRequest request, List<MixTurn> earlier, List<Slider> sliders) {
        if (sliders.isEmpty()) {
            throw Problem.unprocessable("There is nothing to steer this file by")
                    .because("No control vector was driven through its model, or none of those is there any more.")
                    .next("Extract a control vector, then ask the model's files about its feature.")
                    .exception();
        }
        if (request.question() == null || request.question().isBlank()) {
            throw refused("question", "Ask something.");
        }
        if (request.question().length() > LONGEST_QUESTION) {
            throw refused("question", "It is longer than %,d characters.".formatted(LONGEST_QUESTION));
        }
        int tokens = request.tokens().orElse(USUAL_TOKENS);
        if (tokens < 1 || tokens > MOST_TOKENS) {
            throw refused("tokens", "%d is not between 1 and %,d.".formatted(tokens, MOST_TOKENS));
        }
        double temperature = request.temperature().orElse(0.0);
        if (!(temperature >= 0 && temperature <= HOTTEST)) {
            throw refused("temperature", "%s is not between 0 and %.0f.".formatted(temperature, HOTTEST));
        }
        return new MixOrder(
                earlier,
                request.question(),
                settings(request.settings(), sliders),
                tokens,
                new MixSampling(temperature, request.seed().orElse(1L)));
    }

    /// Those that are not 0.
    ///
    /// @param asked by feature
    /// @throws dev.kennel.web.ProblemException for a feature without a slider, and a number beyond its end
    static Map<String, Double> settings(Map<String, Double> asked, List<Slider> sliders) {
        var settings = new TreeMap<String, Double>();
        asked.forEach((feature, setting) -> {
            if (sliders.stream().noneMatch(slider -> slider.feature().equals(feature))) {
                throw refused(
                        "settings",
                        "There is no slider for '%s' here; there are %s."
                                .formatted(
                                        feature,
                                        sliders.stream().map(Slider::feature).collect(Collectors.joining(", "))));
            }
            if (setting == null || !(Math.abs(setting) <= Slider.LARGEST_SETTING)) {
                throw refused(
                        "settings",
                        "%s is %s and not between −%.0f and %.0f."
                                .formatted(feature, setting, Slider.LARGEST_SETTING, Slider.LARGEST_SETTING));
            }
            if (setting != 0) {
                settings.put(feature, setting);
            }
        });
        return settings;
    }

    private static RuntimeException refused(String field, String message) {
        return Problem.unprocessable("This cannot be asked so")
                .field(field, message)
                .exception();
    }
}
