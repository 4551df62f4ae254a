package dev.kennel.catalog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kennel.blob.BlobFiles;
import dev.kennel.blob.BlobWriter;
import dev.kennel.blob.Staged;
import dev.kennel.gguf.CacheGeometry;
import dev.kennel.measure.LogitsShape;
import dev.kennel.measure.Quality;
import dev.kennel.measure.TokenScores;
import dev.kennel.measurements.Evaluation;
import dev.kennel.measurements.Place;
import dev.kennel.measurements.QualityFigures;
import dev.kennel.measurements.QualityRun;
import dev.kennel.measurements.Series;

import static org.assertj.core.api.Assertions.assertThat;

/// The rule by which a quant is chosen, on divergences whose paired differences are known.
class ChooserTest {

    private static final LogitsShape SHAPE = new LogitsShape(64, 16, 4);
    private static final Evaluation EVALUATION = new Evaluation("a".repeat(64), "text", 64, 4, "b".repeat(64), "base");
    private static final CacheGeometry NO_CACHE = new CacheGeometry(List.of(), OptionalLong.empty(), 0, 0);
    private static final long PLENTY = 1_000_000;

    private final SplittableRandom random = new SplittableRandom(7);

    @TempDir
    Path directory;

    private BlobFiles blobs;
    private Chooser chooser;

    @BeforeEach
    void store() throws IOException {
        blobs = new BlobFiles(directory, 0);
        chooser = new Chooser(new Series(blobs));
    }

    @Test
    void ofTwoThatCannotBeToldApartTheSmallerIsTaken() throws IOException {
        QuantRow large = measured("large", 3000, noise(0.01, 0.02));
        QuantRow small = measured("small", 2000, noise(0.01001, 0.02));

        QuantChoice choice = chooser.choose(List.of(large, small), NO_CACHE, PLENTY, 1);

        assertThat(choice.pick().orElseThrow().row()).isSameAs(small);
        assertThat(choice.others()).singleElement().satisfies(other -> assertThat(other.reason())
                .startsWith("No measurable difference, "));
    }

    @Test
    void aDifferenceSmallerThanTheErrorsOfTheMeansCountsWhenItsPairsAgree() throws IOException {
        double[] hard = noise(0.01, 0.02);
        QuantRow closer = measured("closer", 3000, hard);
        QuantRow farther = measured("farther", 2000, shifted(hard, 0.0005));

        QuantChoice choice = chooser.choose(List.of(farther, closer), NO_CACHE, PLENTY, 1);

        assertThat(0.0005)
                .isLessThan(closer.quality().orElseThrow().quality().kld().error());
        assertThat(choice.pick().orElseThrow().row()).isSameAs(closer);
        assertThat(choice.measured()).isTrue();
        assertThat(choice.others().getFirst().reason()).contains("smaller, KLD");
    }

    @Test
    void whatDoesNotFitIsNotTakenHoweverCloseItIs() throws IOException {
        double[] hard = noise(0.01, 0.02);
        QuantRow closer = measured("closer", 3000, hard);
        QuantRow farther = measured("farther", 2000, shifted(hard, 0.1));

        QuantChoice choice = chooser.choose(List.of(closer, farther), NO_CACHE, 2500, 1);

        assertThat(choice.pick().orElseThrow().row()).isSameAs(farther);
        assertThat(choice.fitting()).isEqualTo(1);
        assertThat(choice.others().getFirst().reason())
                .startsWith("Closer (KLD")
                .contains("needs");
    }

    @Test
    void whatTiesWithThePickButNotWithTheClosestIsSaidToBeFartherThanThat() throws IOException {
        double[] hard = noise(0.05, 0.02);
        QuantRow closest = measured("closest", 3000, hard);
        QuantRow pick = measured("pick", 2000, swinging(hard, 0.0002, 0.01));
        QuantRow farther = measured("farther", 1000, shifted(hard, 0.0005));

        QuantChoice choice = chooser.choose(List.of(closest, pick, farther), NO_CACHE, PLENTY, 1);

        assertThat(choice.pick().orElseThrow().row()).isSameAs(pick);
        assertThat(choice.others())
                .filteredOn(other -> other.row() == farther)
                .singleElement()
                .satisfies(other -> assertThat(other.reason())
                        .contains("smaller, but measurably farther than closest, the closest: KLD"));
    }

    /// As far from the values as the swing, in turns above and below, and by so much more on average.
    private static double[] swinging(double[] values, double by, double swing) {
        var swinging = new double[values.length];
        for (int i = 0; i < swinging.length; i++) {
            swinging[i] = values[i] + by + (i % 2 == 0 ? swing : -swing);
        }
        return swinging;
    }

    @Test
    void whatIsNotMeasuredIsTakenToComputeInWhatOthersWereMeasuredToComputeIn() {
        QuantRow row = QuantRows.of("unknown", 2000, Optional.empty());

        assertThat(MemoryNeed.of(row, NO_CACHE, 1, OptionalLong.of(700)).bytes())
                .isEqualTo(2700);
        assertThat(MemoryNeed.of(row, NO_CACHE, 1, OptionalLong.empty()).bytes())
                .isEqualTo(2100);
    }

    @Test
    void whatWasMeasuredGoesBeforeWhatIsLarger() throws IOException {
        QuantRow measured = measured("measured", 2000, noise(0.01, 0.02));
        QuantRow unknown = QuantRows.of("unknown", 3000, Optional.empty());

        QuantChoice choice = chooser.choose(List.of(unknown, measured), NO_CACHE, PLENTY, 1);

        assertThat(choice.pick().orElseThrow().row()).isSameAs(measured);
        assertThat(choice.others()).singleElement().satisfies(other -> assertThat(other.reason())
                .endsWith("larger, and not measured yet."));
    }

    @Test
    void neighboursThatWereMeasuredAreNamedHoweverManyWereNot() throws IOException {
        double[] hard = noise(0.01, 0.02);
        QuantRow pick = measured("pick", 2000, hard);
        QuantRow far = measured("far", 900, shifted(hard, 0.1));
        List<QuantRow> rows = new ArrayList<>(List.of(pick, far));
        for (int i = 1; i <= 6; i++) {
            rows.add(QuantRows.of("unknown-" + i, 2000 + i, Optional.empty()));
        }

        QuantChoice choice = chooser.choose(rows, NO_CACHE, PLENTY, 1);

        assertThat(choice.others())
                .extracting(other -> other.row().name())
                .containsExactly("unknown-3", "unknown-2", "unknown-1", "far");
    }

    @Test
    void withoutMeasurementsTheLargestThatFitsIsTakenAndSaidToBeAnEstimate() {
        List<QuantRow> rows = List.of(
                QuantRows.of("small", 1000, Optional.empty()),
                QuantRows.of("fits", 2000, Optional.empty()),
                QuantRows.of("large", 3000, Optional.empty()));

        QuantChoice choice = chooser.choose(rows, NO_CACHE, 2500, 1);

        assertThat(choice.pick().orElseThrow().row().name()).isEqualTo("fits");
        assertThat(choice.measured()).isFalse();
        assertThat(choice.pick().orElseThrow().need().measured()).isFalse();
    }

    @Test
    void theContextCounts() {
        var cache = new CacheGeometry(List.of(), OptionalLong.empty(), 8, 0);
        List<QuantRow> rows =
                List.of(QuantRows.of("small", 1000, Optional.empty()), QuantRows.of("large", 3000, Optional.empty()));

        assertThat(chooser.choose(rows, cache, 4000, 10)
                        .pick()
                        .orElseThrow()
                        .row()
                        .name())
                .isEqualTo("large");
        assertThat(chooser.choose(rows, cache, 4000, 100)
                        .pick()
                        .orElseThrow()
                        .row()
                        .name())
                .isEqualTo("small");
        assertThat(chooser.choose(rows, cache, 4000, 1000).pick()).isEmpty();
    }

    private double[] noise(double mean, double spread) {
        return random.doubles(SHAPE.scored())
                .map(value -> mean + spread * (value - 0.5))
                .toArray();
    }

    private static double[] shifted(double[] values, double by) {
        double[] shifted = values.clone();
        for (int i = 0; i < shifted.length; i++) {
            shifted[i] += by * (1 + 0.1 * (i % 2));
        }
        return shifted;
    }

    private QuantRow measured(String name, long bytes, double[] klds) throws IOException {
        var scores = new TokenScores(SHAPE);
        for (int token = 0; token < klds.length; token++) {
            scores.set(token / SHAPE.scoredPerChunk(), token % SHAPE.scoredPerChunk(), 1, 1, klds[token], true);
        }
        var run = new QualityRun(
                1,
                EVALUATION,
                Quality.of(scores),
                new Place("processor", 1, "cpu", null, null, "haswell", "0.5.0"),
                "environment",
                stored(scores.kld()),
                Instant.EPOCH);
        return QuantRows.of(name, bytes, Optional.of(new QualityFigures(List.of(run))));
    }

    private String stored(float[] series) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(series.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(series);
        Staged staged;
        try (BlobWriter writer = blobs.stage(bytes.capacity())) {
            writer.write(bytes.array());
            staged = writer.finish();
        }
        blobs.publish(staged);
        return staged.sha256().hex();
    }
}
