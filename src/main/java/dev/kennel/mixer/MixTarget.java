package dev.kennel.mixer;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.kennel.measuring.Subject;

/// A file that can be talked to, and along what it can be pushed.
///
/// @param model path of its repository
/// @param blocks that the model has
/// @param device that it is computed on
record MixTarget(long modelId, String model, Subject file, int blocks, String device, List<Slider> sliders) {

    MixTarget {
        sliders = List.copyOf(sliders);
    }

    /// The same for targets that one loaded file serves.
    String key() {
        return sliders.stream()
                .map(Slider::sha256)
                .collect(Collectors.joining(" ", file.sha256() + " " + device + " ", ""));
    }

    /// By what each slider's vector is multiplied.
    ///
    /// @param settings by feature; 0 where there is none
    List<Double> strengths(Map<String, Double> settings) {
        return sliders.stream()
                .map(slider -> slider.strength(settings.getOrDefault(slider.feature(), 0.0)))
                .toList();
    }
}
