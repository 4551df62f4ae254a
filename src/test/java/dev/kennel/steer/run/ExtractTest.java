package dev.kennel.steer.run;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.kennel.Fixtures;
import dev.kennel.feature.Feature;
import dev.kennel.gguf.ControlVectorFile;
import dev.kennel.gguf.GgufFiles;
import dev.kennel.gguf.ModelFacts;
import dev.kennel.steer.ExtractReport;
import dev.kennel.steer.Method;

import static org.assertj.core.api.Assertions.assertThat;

class ExtractTest {

    @TempDir
    Path directory;

    @Test
    void theVectorIsReadWhereTheModelSaysAndTellsHowItWasMade() throws Exception {
        Feature feature = SteeringFixture.feature("hedging");
        Path target = directory.resolve("vector.gguf");

        ExtractReport report = SteeringFixture.extract(Fixtures.NEMOTRON_MOE, feature, Method.MEAN, target);

        assertThat(report.engaged()).isPositive();
        assertThat(report.pairs()).isEqualTo(feature.contrast().pairs());
        ControlVectorFile vector = ControlVectorFile.read(target);
        assertThat(vector.layers()).containsExactly(1, 3, 5, 7);
        assertThat(vector.mismatch(ModelFacts.of(GgufFiles.open(Fixtures.NEMOTRON_MOE))))
                .isEmpty();
        assertThat(vector.facts("kennel.vector.")).containsEntry("method", "MEAN");
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void bothMethodsFindTheBlocksWhereThePolesLieApart(Method method) throws Exception {
        Feature feature = SteeringFixture.feature("hedging");

        ExtractReport report =
                SteeringFixture.extract(Fixtures.QWEN_MOE, feature, method, directory.resolve("vector.gguf"));

        assertThat(report.directions())
                .extracting(ExtractReport.Direction::block)
                .containsExactly(1, 2, 3);
        assertThat(report.directions().getLast().separation()).isGreaterThan(2);
        assertThat(report.directions())
                .allSatisfy(direction -> assertThat(direction.norm()).isPositive());
    }
}
