package dev.kennel.mixer;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A file that can be talked to, for programs.
///
/// @param loaded whether it is in memory; else the next question loads it
/// @param waiting questions that wait for their turn, for any file
@Schema(name = "Mixer")
record MixerJson(String model, String quant, boolean loaded, int waiting, List<SliderJson> sliders) {

    static MixerJson of(MixTarget target, Mixer mixer) {
        return new MixerJson(
                target.model(),
                target.file().name(),
                mixer.loaded(target).isPresent(),
                mixer.waiting(),
                target.sliders().stream().map(SliderJson::of).toList());
    }
}
