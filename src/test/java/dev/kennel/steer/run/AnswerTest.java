package dev.kennel.steer.run;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.kennel.Fixtures;
import dev.kennel.device.Device;
import dev.kennel.llama.Model;
import dev.kennel.llama.PackagedLlama;

import static org.assertj.core.api.Assertions.assertThat;

class AnswerTest {

    /// Characters of one to four bytes, which a small vocabulary splits over tokens.
    private static final String WORDS = "naïve 犬 🐕 end";

    @Test
    void charactersThatAreSplitOverTokensComeWhole() throws Exception {
        try (Model model = PackagedLlama.get().loadModel(List.of(Fixtures.QWEN_MOE), Device.CPU)) {
            int[] tokens = model.vocabulary().tokenize(WORDS, false, false);
            var answer = new Answer(model.vocabulary());

            List<String> pieces = new ArrayList<>();
            for (int token : tokens) {
                pieces.add(answer.add(token));
            }

            assertThat(String.join("", pieces)).isEqualTo(WORDS);
            assertThat(pieces).contains("").noneMatch(piece -> piece.contains("\uFFFD"));
            assertThat(answer.length()).isEqualTo(tokens.length);
        }
    }
}
