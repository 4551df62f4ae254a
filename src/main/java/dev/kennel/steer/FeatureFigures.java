package dev.kennel.steer;

import java.util.Optional;

import dev.kennel.steer.ResponseReport.Asked;
import dev.kennel.steer.ResponseReport.Driven;

/// What the probes of a feature say of a file.
///
/// @param baseline P₀, where its own behaviour lies: 0 is the negative pole, 1 the positive one
/// @param change of P₀ against the base, on the same probes; absent for the base
/// @param askedPositive P₀ when a system prompt asks for the positive pole
/// @param askedNegative when one asks for the other
/// @param vector what a control vector does; absent where none was driven
public record FeatureFigures(
        Interval baseline,
        Optional<Interval> change,
        double askedPositive,
        double askedNegative,
        Optional<VectorFigures> vector) {

    /// Of P₀; a smaller change is none that anybody would notice, however sure.
    public static final double LEAST_CHANGE = 0.02;

    /// What a control vector does to a file.
    ///
    /// @param unit by what a strength of 1 multiplies it
    /// @param steerability its slopes
    /// @param antiChange change of the share of anti-steerable probes against the base; absent for the base
    /// @param damage D: mean KL divergence on benign text at −1 and 1, in nats
    /// @param damageRatio D as a share of the base's; absent for the base, and where that is 0
    /// @param window where it is usable; absent when not even 0 is
    /// @param random slope with a random vector of the same norms
    public record VectorFigures(
            double unit,
            Steerability steerability,
            Optional<Double> antiChange,
            double damage,
            Optional<Double> damageRatio,
            Optional<UsableWindow> window,
            Interval random) {

        private static VectorFigures of(Driven driven, Optional<Driven> base) {
            Steerability steerability = base.map(other -> Steerability.of(driven.margins(), other.margins()))
                    .orElseGet(() -> Steerability.ofBase(driven.margins()));
            double damage = atOne(driven);
            return new VectorFigures(
                    driven.unit(),
                    steerability,
                    base.map(other -> steerability.antiSteerable()
                            - Steerability.antiSteerable(other.margins().slopes())),
                    damage,
                    base.map(VectorFigures::atOne).filter(of -> of > 0).map(of -> damage / of),
                    UsableWindow.of(driven.margins().strengths(), driven.damage(), driven.incoherent()),
                    Bootstrap.ofMean(driven.random().slopes()));
        }

        private static double atOne(Driven driven) {
            double[] strengths = driven.margins().strengths();
            double sum = 0;
            int count = 0;
            for (int i = 0; i < strengths.length; i++) {
                if (Math.abs(strengths[i]) == 1) {
                    sum += driven.damage()[i];
                    count++;
                }
            }
            return sum / count;
        }
    }

    public static FeatureFigures ofBase(Asked asked, Optional<Driven> driven) {
        return new FeatureFigures(
                Baseline.of(asked.margins()),
                Optional.empty(),
                Baseline.of(asked.positive()).value(),
                Baseline.of(asked.negative()).value(),
                driven.map(of -> VectorFigures.of(of, Optional.empty())));
    }

    /// @param base what the base said to the same probes
    /// @param baseDriven what it did with the same vector
    public static FeatureFigures of(Asked asked, Optional<Driven> driven, Asked base, Optional<Driven> baseDriven) {
        return new FeatureFigures(
                Baseline.of(asked.margins()),
                Optional.of(Baseline.change(asked.margins(), base.margins())),
                Baseline.of(asked.positive()).value(),
                Baseline.of(asked.negative()).value(),
                driven.map(of -> VectorFigures.of(of, baseDriven)));
    }

    /// Whether its behaviour without a vector is another than the base's: the interval leaves out 0, and people could
    /// notice.
    public boolean behavesOtherwise() {
        return change.filter(moved -> !moved.holdsZero() && Math.abs(moved.value()) >= LEAST_CHANGE)
                .isPresent();
    }
}
