package dev.kennel.feature;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ShippedFeaturesTest {

    @ParameterizedTest
    @ValueSource(strings = {"features", "src/main/demo/features"})
    void eachHasEnoughToMeasureWith(String directory) throws Exception {
        List<Feature> features = FeatureBook.load(Path.of(directory));

        assertThat(features).hasSize(3).allSatisfy(feature -> {
            assertThat(feature.contrast().prompts()).hasSizeGreaterThanOrEqualTo(48);
            assertThat(feature.probes()).hasSizeGreaterThanOrEqualTo(100);
            assertThat(feature.benign()).isNotEmpty();
        });
    }

    @Test
    void thoseForInstructedModelsHaveOptions() throws Exception {
        assertThat(FeatureBook.load(Path.of("features")))
                .allSatisfy(feature -> assertThat(feature.probes()).hasAtLeastOneElementOfType(Probe.Options.class));
    }
}
