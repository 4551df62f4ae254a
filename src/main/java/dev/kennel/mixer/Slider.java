package dev.kennel.mixer;

import java.util.Map;
import java.util.Optional;

import dev.kennel.blob.Sha256;
import dev.kennel.steer.UsableWindow;

/// A feature along which a file can be pushed. A setting of 1 has the effect here that one unit has on the base.
///
/// @param positive what the feature's positive pole is called
/// @param negative what the other one is called
/// @param vector name of the control vector's file
/// @param sha256 of that file
/// @param blob where its bytes are
/// @param unit by what the vector is multiplied for one unit
/// @param dose units on this file for the base's effect of one; absent where that is not known, and then taken for 1
/// @param window units within which the file that was measured was found usable; absent where none are
/// @param own whether it was this file that was measured; else the base was
/// @param response that all of this was found in
/// @param measured what pushing the file was found to cost
record Slider(
        String feature,
        String positive,
        String negative,
        String vector,
        String sha256,
        Sha256 blob,
        double unit,
        Optional<Double> dose,
        Optional<UsableWindow> window,
        boolean own,
        long response,
        Measured measured) {

    /// The settings go from less this to this.
    static final double LARGEST_SETTING = 2;

    /// What was measured of a file and a vector.
    ///
    /// @param strengths in units, rising
    /// @param damage in nats, for each
    /// @param incoherent share of continuations that run in circles, for each
    /// @param slope of the feature's own probes, in nats a unit
    /// @param crossTalk slopes of other features' probes, by their names, in nats a unit
    record Measured(
            double[] strengths, double[] damage, double[] incoherent, double slope, Map<String, Double> crossTalk) {}

    /// By what the vector is multiplied.
    double strength(double setting) {
        return units(setting) * unit;
    }

    /// On this file.
    double units(double setting) {
        return setting * dose.orElse(1.0);
    }

    /// The settings at which the file that was measured was found usable.
    public Optional<UsableWindow> usable() {
        return window.map(units -> new UsableWindow(units.from() / dose.orElse(1.0), units.to() / dose.orElse(1.0)));
    }

    /// The least and the largest setting of which anything is known.
    UsableWindow known() {
        double[] strengths = measured.strengths();
        return new UsableWindow(strengths[0] / dose.orElse(1.0), strengths[strengths.length - 1] / dose.orElse(1.0));
    }

    boolean isUsable(double setting) {
        return usable().filter(window -> window.from() <= setting && setting <= window.to())
                .isPresent();
    }
}
