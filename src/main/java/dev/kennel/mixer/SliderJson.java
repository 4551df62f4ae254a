package dev.kennel.mixer;

import java.util.Optional;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.kennel.steer.UsableWindow;

/// A slider, for programs.
///
/// @param positive what the feature's positive pole is called
/// @param negative what the other one is called
/// @param vector name of the control vector's file
/// @param strength by what the vector is multiplied at a setting of 1
/// @param dose units on this file for the base's effect of one; absent where that is not known, and then taken for 1
/// @param usable settings at which the file that was measured was found usable; absent where none are
/// @param measured whether that was this file; else it was the base
/// @param response what all of this was found in
@Schema(name = "Slider")
record SliderJson(
        String feature,
        String positive,
        String negative,
        String vector,
        double strength,
        Optional<Double> dose,
        Optional<UsableWindow> usable,
        boolean measured,
        String response) {

    static SliderJson of(Slider slider) {
        return new SliderJson(
                slider.feature(),
                slider.positive(),
                slider.negative(),
                slider.vector(),
                slider.strength(1),
                slider.dose(),
                slider.usable(),
                slider.own(),
                "/api/v1/responses/" + slider.response());
    }
}
