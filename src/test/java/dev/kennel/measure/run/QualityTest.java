package dev.kennel.measure.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennel.Fixtures;
import dev.kennel.llama.PackagedLlama;
import dev.kennel.measure.BaseLogits;
import dev.kennel.measure.BaseLogitsTask;
import dev.kennel.measure.EvaluationSettings;
import dev.kennel.measure.EvaluationText;
import dev.kennel.measure.Quality;
import dev.kennel.measure.QualityReport;
import dev.kennel.measure.QualityTask;
import dev.kennel.quantize.run.ReferenceQuants;
import dev.kennel.recipe.FileType;
import dev.kennel.worker.TaskFailure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

/// Against what llama-perplexity printed for the same files (`src/test/resources/reference`).
class QualityTest {

    private static final EvaluationText STORIES = new EvaluationText(Fixtures.STORIES, EvaluationText.Kind.PLAIN);
    private static final EvaluationText CHATS = new EvaluationText(Fixtures.CHATS, EvaluationText.Kind.CHAT);
    private static final EvaluationSettings SETTINGS = new EvaluationSettings(256, 2048, 512, Optional.empty(), 2);
    private static final KeptModel KEPT = new KeptModel();

    @TempDir
    static Path directory;

    private static Path logits;
    private static BaseLogits base;

    @BeforeAll
    static void storeTheBasesLogits() throws Exception {
        logits = directory.resolve("base.logits");
        base = store(STORIES, SETTINGS, logits);
    }

    @AfterAll
    static void release() {
        KEPT.release();
    }

    @Test
    void theBasesPerplexityIsThatOfLlamaPerplexity() {
        assertThat(base.shape().chunks()).isEqualTo(31);
        assertThat(base.perplexity().value()).isCloseTo(2.0174, withPercentage(0.1));
        assertThat(base.perplexity().error()).isCloseTo(0.07685, withPercentage(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Q4_K_M", "Q2_K"})
    void aQuantsStatisticsAreThoseOfLlamaPerplexity(String type) throws Exception {
        var reference = LlamaPerplexityReport.read("qwen3.5-moe-9m." + type + ".kld.txt");

        Quality quality = compare(quant(FileType.valueOf(type))).quality();

        assertThat(quality.perplexity().value()).isCloseTo(reference.number("Mean PPL(Q)"), withPercentage(0.1));
        assertThat(quality.basePerplexity().value()).isCloseTo(reference.number("Mean PPL(base)"), withPercentage(0.1));
        assertThat(quality.logRatio().error())
                .isCloseTo(reference.error("Mean ln(PPL(Q)/PPL(base))"), withPercentage(3));
        assertThat(quality.correlation())
                .isCloseTo(reference.number("Cor(ln(PPL(Q)), ln(PPL(base)))") / 100, within(0.0005));
        assertThat(quality.kld().value()).isCloseTo(reference.number("Mean    KLD"), withPercentage(1));
        assertThat(quality.kld().error()).isCloseTo(reference.error("Mean    KLD"), withPercentage(3));
        assertThat(quality.klds().p999()).isCloseTo(reference.number("99.9%   KLD"), withPercentage(5));
    }

    @Test
    void aQuantsPercentilesAndTokenProbabilitiesAreThoseOfLlamaPerplexity() throws Exception {
        var reference = LlamaPerplexityReport.read("qwen3.5-moe-9m.Q4_K_M.kld.txt");

        Quality quality = compare(quant(FileType.Q4_K_M)).quality();

        assertThat(quality.klds().p95()).isCloseTo(reference.number("95.0%   KLD"), withPercentage(5));
        assertThat(quality.rmsDeltaP().value()).isCloseTo(reference.number("RMS Δp") / 100, withPercentage(1));
        assertThat(quality.deltaP().value()).isCloseTo(reference.number("Mean    Δp") / 100, within(0.0002));
        assertThat(quality.sameTop().value()).isCloseTo(reference.number("Same top p") / 100, within(0.002));
        assertThat(quality.sameTop().error()).isCloseTo(reference.error("Same top p") / 100, withPercentage(5));
    }

    @Test
    void theBaseAgainstItsOwnLogitsIsTheInstrumentsFloor() throws Exception {
        Quality floor = compare(Fixtures.QWEN_MOE).quality();

        assertThat(floor.kld().value()).isCloseTo(0, within(1e-5));
        assertThat(floor.sameTop().value()).isGreaterThan(0.999);
        // stored, no token is less likely than e⁻¹⁶ of the likeliest
        assertThat(floor.ratio().value()).isCloseTo(1, within(0.003));
    }

    @Test
    void theSeriesHoldsEachTokensDivergence() throws Exception {
        Path series = directory.resolve("series");

        QualityReport report = run(new QualityTask(List.of(quant(FileType.Q4_0)), logits, SETTINGS, series));

        assertThat(Files.size(series)).isEqualTo(4L * report.shape().scored());
        assertThat(report.quality().drift()).hasSize(8);
        assertThat(report.quality().drift().getFirst().from()).isEqualTo(128);
        assertThat(report.quality().drift().getLast().to()).isEqualTo(255);
    }

    @Test
    void chatsAreReadWithTheirSpecialTokens() throws Exception {
        BaseLogits chats = store(CHATS, SETTINGS, directory.resolve("chats.logits"));
        BaseLogits plain = store(
                new EvaluationText(Fixtures.CHATS, EvaluationText.Kind.PLAIN),
                SETTINGS,
                directory.resolve("plain.logits"));

        assertThat(chats.perplexity().value()).isLessThan(plain.perplexity().value());
    }

    @Test
    void aContextLongerThanABatchIsReadInSeveral() throws Exception {
        var small = new EvaluationSettings(256, 64, 64, Optional.of(2), 2);

        BaseLogits inSeveral = store(STORIES, small, directory.resolve("several.logits"));
        BaseLogits atOnce = store(
                STORIES, new EvaluationSettings(256, 256, 256, Optional.of(2), 2), directory.resolve("once.logits"));

        assertThat(inSeveral.shape()).isEqualTo(atOnce.shape());
        assertThat(inSeveral.perplexity().value()).isCloseTo(atOnce.perplexity().value(), withPercentage(0.2));
    }

    @Test
    void whatCannotBeComparedIsRefusedWithTheReason() throws Exception {
        Path noLogits = Files.writeString(directory.resolve("none.logits"), "no logits");
        Path cut = directory.resolve("cut.logits");
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(logits), 100_000));
        var other = new EvaluationSettings(128, 2048, 512, Optional.empty(), 2);

        assertThatThrownBy(() -> compare(Fixtures.QWEN_MOE, noLogits, SETTINGS))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining("does not begin with '_logits_'");
        assertThatThrownBy(() -> compare(Fixtures.QWEN_MOE, cut, SETTINGS)).hasMessageContaining("has 100,000 bytes");
        assertThatThrownBy(() -> compare(Fixtures.QWEN_MOE, logits, other)).hasMessageContaining("chunks of 256");
        assertThatThrownBy(() -> store(
                        STORIES,
                        new EvaluationSettings(100_000, 2048, 512, Optional.empty(), 2),
                        directory.resolve("long.logits")))
                .hasMessageContaining("Choose a longer text");
    }

    private static Path quant(FileType type) throws Exception {
        return ReferenceQuants.quantize(Fixtures.QWEN_MOE, Optional.of(Fixtures.QWEN_MOE_IMATRIX), type, directory);
    }

    private static BaseLogits store(EvaluationText text, EvaluationSettings settings, Path target) throws Exception {
        var task = new BaseLogitsTask(List.of(Fixtures.QWEN_MOE), text, settings, target);
        return new BaseLogitsRunner(PackagedLlama.get(), KEPT).run(task, new SilentReporter());
    }

    private static QualityReport compare(Path model) throws Exception {
        return compare(model, logits, SETTINGS);
    }

    private static QualityReport compare(Path model, Path against, EvaluationSettings settings) throws Exception {
        Path series = Files.createTempFile(directory, "series", "");
        Files.delete(series);
        return run(new QualityTask(List.of(model), against, settings, series));
    }

    private static QualityReport run(QualityTask task) throws Exception {
        return new QualityRunner(PackagedLlama.get(), KEPT).run(task, new SilentReporter());
    }
}
