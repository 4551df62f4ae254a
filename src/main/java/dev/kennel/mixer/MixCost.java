package dev.kennel.mixer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.kennel.web.Format;

/// What settings of the sliders cost, as far as it was measured: of each slider by itself, not of all together.
///
/// @param rows of the sliders that are moved
record MixCost(List<Row> rows) {

    /// What one slider's setting costs.
    ///
    /// @param damage mean KL divergence on benign text, in nats, on the line between the measured strengths beside
    // it;
    ///     absent beyond the strongest
    /// @param incoherent share of continuations that run in circles, likewise
    /// @param sideEffects on other features
    record Row(
            Slider slider,
            double setting,
            Optional<Double> damage,
            Optional<Double> incoherent,
            List<SideEffect> sideEffects) {

        /// "−0.75", "+1.00".
        public String settingInWords() {
            return signed(setting);
        }
    }

    /// @param units of the other feature, by which this file is pushed along it too
    record SideEffect(String feature, double units) {

        /// "−0.21".
        public String unitsInWords() {
            return signed(units);
        }
    }

    private static String signed(double number) {
        return (number < 0 ? "−" : "+") + Format.decimals(Math.abs(number), 2);
    }

    /// @param settings by feature
    static MixCost of(List<Slider> sliders, Map<String, Double> settings) {
        return new MixCost(sliders.stream()
                .filter(slider -> settings.getOrDefault(slider.feature(), 0.0) != 0)
                .map(slider -> row(slider, settings.get(slider.feature()), sliders))
                .toList());
    }

    private static Row row(Slider slider, double setting, List<Slider> sliders) {
        double units = slider.units(setting);
        Slider.Measured measured = slider.measured();
        return new Row(
                slider,
                setting,
                between(measured.strengths(), measured.damage(), units),
                between(measured.strengths(), measured.incoherent(), units),
                sideEffects(slider, units, sliders));
    }

    private static List<SideEffect> sideEffects(Slider slider, double units, List<Slider> sliders) {
        List<SideEffect> effects = new ArrayList<>();
        for (Slider other : sliders) {
            Double slope = slider.measured().crossTalk().get(other.feature());
            if (slope != null && other.measured().slope() != 0) {
                effects.add(new SideEffect(
                        other.feature(), slope * units / other.measured().slope()));
            }
        }
        return effects;
    }

    /// On the straight line between the neighbours.
    private static Optional<Double> between(double[] strengths, double[] values, double at) {
        for (int i = 1; i < strengths.length; i++) {
            if (strengths[i - 1] <= at && at <= strengths[i]) {
                double share = (at - strengths[i - 1]) / (strengths[i] - strengths[i - 1]);
                return Optional.of(values[i - 1] + share * (values[i] - values[i - 1]));
            }
        }
        return Optional.empty();
    }
}
