package dev.kennel.gguf;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.kennel.llama.Context;
import dev.kennel.llama.Model;
import dev.kennel.llama.PackagedLlama;

import static org.assertj.core.api.Assertions.assertThat;

/// What the generator makes is a model to llama.cpp too: its reader and ours agree.
class GeneratedModelsTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(names = {"F32", "F16", "BF16"})
    void llamaCppRunsTheDenseModel(GgmlType type) {
        Path file = GeneratedModels.llama(type, 576, 640).write(directory.resolve("dense.gguf"));

        assertThat(continuation(List.of(file))).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F16", "BF16"})
    void llamaCppRunsTheMixtureOfExperts(GgmlType type) {
        Path file = GeneratedModels.qwenMoe(type, 384, 192, 6).write(directory.resolve("moe.gguf"));

        assertThat(continuation(List.of(file))).hasSize(4);
    }

    @Test
    void llamaCppRunsItSplitToo() {
        GgufWriter model = GeneratedModels.qwenMoe(GgmlType.BF16, 384, 192, 6);
        Path whole = model.write(directory.resolve("moe.gguf"));
        List<Path> shards = model.writeShards(directory, "moe", 3);

        assertThat(continuation(shards)).isEqualTo(continuation(List.of(whole)));
    }

    private static List<Integer> continuation(List<Path> shards) {
        try (Model model = PackagedLlama.get().loadModel(shards);
                Context context = model.newContext(64, 1)) {
            return context.continueGreedily(model.vocabulary().tokenize("Once upon a time", true, false), 4);
        }
    }
}
