package dev.kennel.quantize;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennel.device.LlamaBuild;
import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.EncodersFound.Encoder;
import dev.kennel.quantize.StageTimes.StageTime;
import dev.kennel.recipe.FileType;
import dev.kennel.recipe.Recipe;
import dev.kennel.recipe.TensorRule;
import dev.kennel.worker.WorkerJson;

import static org.assertj.core.api.Assertions.assertThat;

class QuantizeJsonTest {

    private static final String DIGEST = "0123456789abcdef".repeat(4);
    private static final List<Path> SHARDS = List.of(Path.of("/models/a b-00001-of-00001.gguf"));
    private static final Optional<ImatrixRef> IMATRIX =
            Optional.of(new ImatrixRef(Path.of("/models/i.gguf"), "i.gguf", DIGEST));
    private static final Recipe RECIPE = new Recipe(
            "Q4_K_M-x",
            FileType.Q4_K_M,
            List.of(new TensorRule("ffn_.*_exps", GgmlType.Q2_K)),
            Optional.of(GgmlType.Q8_0),
            Optional.empty(),
            false,
            Recipe.Imatrix.OPTIONAL,
            Recipe.OnFallback.FAIL,
            List.of("qwen35moe"),
            "When in doubt.");

    private final ObjectMapper json = WorkerJson.mapper();

    @ParameterizedTest
    @MethodSource
    void readsBackWhatItWrote(Record message) throws Exception {
        // When
        Object read = json.treeToValue(json.valueToTree(message), message.getClass());
        // Then
        assertThat(read).isEqualTo(message);
    }

    private static StageTime time(long busy, long waited) {
        return new StageTime(busy, waited);
    }

    static List<Record> readsBackWhatItWrote() {
        var key = UnitKey.of(DIGEST, GgmlType.BF16, List.of(256L, 8L), GgmlType.Q4_K, Optional.of(DIGEST));
        Path staging = Path.of("/store/staging");
        return List.of(
                new PlanTask(SHARDS, IMATRIX, List.of(RECIPE)),
                new PlanReport(List.of(plan())),
                new EncodeTask(
                        SHARDS,
                        List.of(new EncodeTask.TensorWork(
                                "output.weight",
                                0,
                                1024,
                                4096,
                                DIGEST,
                                GgmlType.BF16,
                                List.of(256L, 8L),
                                List.of(new EncodeTask.UnitWork(key, GgmlType.Q4_K, true)))),
                        IMATRIX,
                        staging,
                        2,
                        1 << 26,
                        "OpenCL0"),
                new UnitStaged(key, "output.weight", GgmlType.Q4_K, staging.resolve("u"), DIGEST, 144, "ggml", 12),
                new SlabEncoded("output.weight", 4096, 1152),
                new EncodeReport(
                        1,
                        1,
                        4096,
                        1152,
                        List.of(new EncodeReport.EncoderUse(GgmlType.Q4_K, "ggml", 1, 2048, 99)),
                        new StageTimes(2, 99, time(7, 3), time(1, 0), time(90, 60), time(12, 6)),
                        new LlamaBuild("v0.5.0", "haswell", Optional.empty())),
                new CompareTask(
                        SHARDS,
                        new EncodeTask.TensorWork(
                                "output.weight", 0, 1024, 4096, DIGEST, GgmlType.BF16, List.of(256L, 8L), List.of()),
                        GgmlType.Q4_K,
                        new CompareTask.Location(staging.resolve("file"), 4096),
                        new CompareTask.Location(staging.resolve("u"), 0),
                        1 << 26),
                new SlabCompared(8),
                new EncodingDifference(1152, 3, 8, 1, 0, 0.25, 0.125, 0.0625, 0.5),
                new AssembleTask(
                        SHARDS,
                        IMATRIX,
                        RECIPE,
                        List.of(new AssembleTask.TensorBlob(
                                "output.weight", GgmlType.Q4_K, staging.resolve("b"), DIGEST, 1152)),
                        staging),
                new BlobChecked("output.weight", 1152),
                new EncodersTask(),
                new EncodersFound(
                        "haswell",
                        List.of(
                                new Encoder("simd", List.of(GgmlType.Q4_K), Optional.of(256)),
                                new Encoder("ggml", List.of(GgmlType.F16), Optional.empty())),
                        List.of(),
                        Optional.of("CUDA cannot be used.")),
                new EncodingDevicesTask(),
                new EncodingDevicesFound(
                        List.of(new EncodingDevice(
                                "OpenCL0", "a GPU", "OpenCL 3.0", "1.2", true, 1L << 34, Optional.of("slow"))),
                        Optional.empty()),
                new EncodingTrialTask(1),
                new EncodingTrial(
                        List.of(GgmlType.Q4_K), List.of(GgmlType.Q8_0), List.of(GgmlType.F16), List.of(GgmlType.BF16)),
                new ReferenceTask(SHARDS, IMATRIX, List.of(RECIPE), staging, 2),
                new ReferenceReport(
                        List.of(new ReferenceReport.ReferenceFile("Q4_K_M-x", staging.resolve("r"), 2048, 7))),
                new AssembledQuant(
                        staging.resolve("h"),
                        DIGEST,
                        512,
                        2048,
                        DIGEST,
                        List.of(new AssembledQuant.PlacedTensor("output.weight", 512, 1152)),
                        new LlamaBuild("v0.5.0", "haswell", Optional.empty())));
    }

    private static RecipePlan plan() {
        return new RecipePlan(
                "Q4_K_M-x",
                true,
                List.of(new TensorPlan(
                        "output.weight", List.of(256L, 8L), GgmlType.BF16, GgmlType.Q4_K, Optional.empty())),
                512,
                2048,
                4.5,
                List.of(new RecipePlan.Fallback("output.weight", GgmlType.Q6_K, GgmlType.Q8_0, "rows")),
                List.of(new RecipePlan.Obstacle(Optional.empty(), "no importance matrix")),
                List.of("ignored"),
                DIGEST,
                DIGEST);
    }
}
