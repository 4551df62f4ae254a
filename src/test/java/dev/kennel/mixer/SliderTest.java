package dev.kennel.mixer;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.kennel.mixer.MixCost.SideEffect;
import dev.kennel.mixer.Slider.Measured;
import dev.kennel.steer.UsableWindow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SliderTest {

    @Test
    void aSettingOfOneIsTheBasesEffectAtOneUnit() {
        Slider slider = Targets.slider("hedging", 1.25);

        assertThat(slider.strength(1)).isEqualTo(0.5 * 1.25);
        assertThat(slider.strength(-2)).isEqualTo(-2 * 0.5 * 1.25);
        assertThat(slider.usable()).contains(new UsableWindow(-0.8, 1.2));
        assertThat(slider.isUsable(1.2)).isTrue();
        assertThat(slider.isUsable(1.3)).isFalse();
    }

    @Test
    void theStretchOfATrackEndsWhereTheUsableWindowDoes() {
        var track = new SliderTrack(Targets.slider("hedging", 0.5), -1.5);

        assertThat(track.from()).isEqualTo(-2);
        assertThat(track.to()).isEqualTo(2);
        assertThat(track.stripes()).isEmpty();
        assertThat(track.isBeyond()).isFalse();
        assertThat(new SliderTrack(Targets.slider("hedging", 1), -1.5).isBeyond())
                .isTrue();
    }

    @Test
    void costsLieBetweenWhatWasMeasuredBesideThem() {
        Slider slider = Targets.slider("hedging", 1);

        MixCost cost = MixCost.of(List.of(slider), Map.of("hedging", -0.5));

        MixCost.Row row = cost.rows().getFirst();
        assertThat(row.damage().orElseThrow()).isCloseTo(0.04, within(1e-12));
        assertThat(row.incoherent().orElseThrow()).isCloseTo(0.01, within(1e-12));
        assertThat(MixCost.of(List.of(slider), Map.of("hedging", 1.5))
                        .rows()
                        .getFirst()
                        .damage())
                .isEmpty();
        assertThat(MixCost.of(List.of(slider), Map.of()).rows()).isEmpty();
    }

    @Test
    void sideEffectsAreInUnitsOfTheOtherFeature() {
        Slider plain = Targets.slider("creativity", 1);
        Slider talking = new Slider(
                "hedging",
                plain.positive(),
                plain.negative(),
                plain.vector(),
                plain.sha256(),
                plain.blob(),
                plain.unit(),
                Optional.of(2.0),
                plain.window(),
                true,
                1,
                new Measured(
                        plain.measured().strengths(),
                        plain.measured().damage(),
                        plain.measured().incoherent(),
                        3,
                        Map.of("creativity", 0.5, "unknown", 9.0)));

        MixCost cost = MixCost.of(List.of(plain, talking), Map.of("hedging", 0.5));

        assertThat(cost.rows().getFirst().sideEffects()).containsExactly(new SideEffect("creativity", 0.25));
    }
}
